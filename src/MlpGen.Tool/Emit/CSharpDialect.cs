using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>C#: weights as constants of a static class with spans; as arrays of an instance without; or parameters that can change, of an instance.</summary>
/// <remarks>Functions of the platform are called by one-line functions of the class, so that no namespace or type around it is meant by their names.</remarks>
internal sealed class CSharpDialect(DenseNetwork network, EmitOptions options) : Dialect(network, options)
{
    /// <inheritdoc/>
    public override bool HasMemory => Options.IsTrainable || !Options.Target.HasSpans;

    /// <summary>The platform's functions that were asked for.</summary>
    public SortedSet<string> Functions { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <remarks>.NET from Core 3 on rounds each operation; Mono and .NET Framework may keep the digits of a double, unless told.</remarks>
    public override string Rounded(string operation) =>
        Options.IsReproducible && Options.Target.Name != "net8" ? $"({Real})({operation})" : operation;

    /// <inheritdoc/>
    public override string Function(string function)
    {
        Functions.Add(function);
        return Named(function);
    }

    /// <inheritdoc/>
    public override string Helper(string function) => function;

    /// <inheritdoc/>
    public override string Parameter(string symbol, int layer, string index) => Options.IsTrainable ? $"p[{Offset(symbol, layer, index)}]" : $"{symbol}{layer}[{index}]";

    /// <inheritdoc/>
    public override string Gradient(string symbol, int layer, string index) => $"gradient[{Offset(symbol, layer, index)}]";

    /// <inheritdoc/>
    public override string? Declare(string name, int length, string? within = null) => HasMemory ? null
        : $"Span<{Real}> {name} = {(within is null ? $"stackalloc {Real}[{length}]" : $"{within}.Slice(0, {length})")};";

    /// <inheritdoc/>
    public override string FunctionHead(string function, string argument) => $"private static {Real} {function}({Real} {argument})";

    /// <inheritdoc/>
    public override string Comment(string sentence) =>
        $"/// <summary>{sentence.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)}</summary>";

    /// <summary>What calls a function of the platform.</summary>
    public string Wrapper(string function)
    {
        string method = char.ToUpperInvariant(function[0]) + function[1..];
        string call = !IsSingle || function == "abs" ? $"global::System.Math.{method}(x)"
            : Options.Target.HasMathF ? $"global::System.MathF.{method}(x)"
            : $"({Real})global::System.Math.{method}(x)";
        return $"private static {Real} {Named(function)}({Real} x) => {call};";
    }

    /// <summary>Where something begins among the parameters: the constants are called as what is there.</summary>
    private static string Offset(string symbol, int layer, string index) => index == "0" ? $"{symbol}{layer}" : $"{symbol}{layer} + {index}";

    private static string Named(string function) => char.ToUpperInvariant(function[0]) + function[1..];
}
