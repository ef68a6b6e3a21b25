using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>C99: weights as constants, or parameters in the caller's memory; no name without the network's before it.</summary>
internal sealed class CDialect(DenseNetwork network, EmitOptions options) : Dialect(network, options)
{
    /// <summary>What all names begin with.</summary>
    public string Prefix { get; } = Snake(options.Name);

    /// <summary>What all macros begin with.</summary>
    public string Upper => Prefix.ToUpperInvariant();

    /// <inheritdoc/>
    public override bool HasMemory => Options.IsTrainable;

    /// <inheritdoc/>
    public override string Rounded(string operation) => operation;

    /// <inheritdoc/>
    public override string Function(string function) => (function == "abs" ? "fabs" : function) + (IsSingle ? "f" : "");

    /// <inheritdoc/>
    public override string Helper(string function) => $"{Prefix}_{Snake(function)}";

    /// <inheritdoc/>
    public override string Parameter(string symbol, int layer, string index) => Options.IsTrainable ? $"p[{Offset(symbol, layer, index)}]" : $"{Prefix}_{symbol}{layer}[{index}]";

    /// <inheritdoc/>
    public override string Gradient(string symbol, int layer, string index) => $"gradient[{Offset(symbol, layer, index)}]";

    /// <inheritdoc/>
    public override string? Declare(string name, int length, string? within = null) => HasMemory ? null
        : within is null ? $"{Real} {name}[{length}];" : $"{Real} *{name} = {within};";

    /// <inheritdoc/>
    public override string FunctionHead(string function, string argument) => $"static inline {Real} {Helper(function)}({Real} {argument})";

    /// <inheritdoc/>
    public override string Comment(string sentence) => $"/* {sentence} */";

    private string Offset(string symbol, int layer, string index) => $"{Upper}_{symbol.ToUpperInvariant()}{layer}{(index == "0" ? "" : $" + {index}")}";

    /// <summary>A name as C has it: DoorPolicy is door_policy.</summary>
    private static string Snake(string name) =>
        string.Concat(name.Select((c, k) => char.IsAsciiLetterUpper(c) ? (k > 0 && !char.IsAsciiLetterUpper(name[k - 1]) && name[k - 1] != '_' ? "_" : "") + char.ToLowerInvariant(c) : $"{c}"));
}
