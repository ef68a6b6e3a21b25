using System.Globalization;
using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>What C# and C say differently about the same loops.</summary>
/// <param name="network">The network.</param>
/// <param name="options">What is wanted.</param>
internal abstract class Dialect(DenseNetwork network, EmitOptions options)
{
    /// <summary>The network.</summary>
    public DenseNetwork Network => network;

    /// <summary>What is wanted.</summary>
    public EmitOptions Options => options;

    /// <summary>Whether numbers are floats.</summary>
    public bool IsSingle => network.Precision == Precision.Single;

    /// <summary>The number type.</summary>
    public string Real => IsSingle ? "float" : "double";

    /// <summary>Whether intermediate numbers are memory of somebody's, and not of the call.</summary>
    public abstract bool HasMemory { get; }

    /// <summary>A number.</summary>
    public string Literal(double number) => SourceText.Literal(number, IsSingle);

    /// <summary>The result of one operation, rounded where the language would else leave more digits.</summary>
    public abstract string Rounded(string operation);

    /// <summary>A function of the platform's: exp, log, tanh, abs.</summary>
    public abstract string Function(string function);

    /// <summary>A function that the file has itself.</summary>
    public abstract string Helper(string function);

    /// <summary>A parameter of a layer, such as W of layer 2, number <paramref name="index"/>.</summary>
    public abstract string Parameter(string symbol, int layer, string index);

    /// <summary>Its gradient.</summary>
    public abstract string Gradient(string symbol, int layer, string index);

    /// <summary>A line that makes an array of the call's own; null where it is there already.</summary>
    public abstract string? Declare(string name, int length, string? within = null);

    /// <summary>The head of a function of the file's own, of one number.</summary>
    public abstract string FunctionHead(string function, string argument);

    /// <summary>A comment above a function.</summary>
    public abstract string Comment(string sentence);

    /// <summary>A place in an array, such as <c>j + 1</c>.</summary>
    public static string At(string index, int offset) => (index, offset) switch
    {
        ("0", _) => offset.ToString(CultureInfo.InvariantCulture),
        (_, 0) => index,
        _ => string.Create(CultureInfo.InvariantCulture, $"{index} + {offset}"),
    };
}
