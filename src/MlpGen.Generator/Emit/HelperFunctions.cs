using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>The private functions of one number that a file calls by their textbook names, each emitted once if it is called.</summary>
internal sealed class HelperFunctions(Precision precision)
{
    private readonly SortedDictionary<string, string> _called = new(StringComparer.Ordinal);

    /// <summary>A call, remembered.</summary>
    public string Call(string name, params string[] arguments)
    {
        _called[name] = string.Join(", ", arguments.Select((_, i) => $"{Names.Scalar(precision)} {Parameter(name, i)}"));
        return $"{name}({string.Join(", ", arguments)})";
    }

    /// <summary>Writes all that were called, in ordinal order.</summary>
    public void Emit(EmitContext context)
    {
        foreach (KeyValuePair<string, string> function in _called)
        {
            string name = function.Key;
            string[] parameters = [.. function.Value.Split([", "], StringSplitOptions.None).Select(p => p.Split(' ')[1])];
            string hides = context.New(name, isMethod: true, [.. parameters.Select(_ => context.T)]);
            context.Writer.Line();
            context.Writer.Lines($"""
                /// <summary>{Formula(name)}</summary>
                [global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
                private static {hides}{context.T} {name}({function.Value}) => {Body(name, parameters, context)};
                """);
        }
    }

    private static string Parameter(string function, int index) => (function, index) switch
    {
        ("Max", 0) => "a",
        ("Max", _) => "b",
        ("Exp" or "Log", _) => "x",
        (_, 0) => "z",
        _ => "alpha",
    };

    private static string Body(string name, string[] parameters, EmitContext context) => name switch
    {
        "Max" => $"global::System.{(context.T == "double" ? "Math" : "MathF")}.Max(a, b)",
        _ => $"global::MlpGen.Numerics.ActivationMath.{name}({string.Join(", ", parameters)})",
    };

    private static string Formula(string name) => name switch
    {
        "Elu" => "elu(z) = z for z &gt; 0, α·(eᶻ − 1) for z ≤ 0.",
        "EluDerivative" => "elu'(z) = 1 for z &gt; 0, α·eᶻ for z ≤ 0.",
        "Exp" => "eˣ.",
        "Gelu" => "gelu(z) = z·Φ(z), Φ(z) = ½·(1 + erf(z/√2)).",
        "GeluDerivative" => "gelu'(z) = Φ(z) + z·φ(z), φ(z) = e^(−z²/2) / √(2π).",
        "GeluTanh" => "gelu(z) ≈ ½·z·(1 + tanh u), u = √(2/π)·(z + 0.044715·z³).",
        "GeluTanhDerivative" => "½·(1 + tanh u) + ½·z·(1 − tanh² u)·u', u' = √(2/π)·(1 + 3·0.044715·z²).",
        "HardSigmoid" => "hardsigmoid(z) = min(max(z + 3, 0), 6) / 6.",
        "HardSigmoidDerivative" => "hardsigmoid'(z) = 1/6 for −3 &lt; z &lt; 3, else 0.",
        "HardTanh" => "hardtanh(z) = min(max(z, −1), 1).",
        "HardTanhDerivative" => "hardtanh'(z) = 1 for −1 &lt; z &lt; 1, else 0.",
        "LeakyRelu" => "leakyrelu(z) = z for z &gt; 0, α·z for z ≤ 0.",
        "LeakyReluDerivative" => "leakyrelu'(z) = 1 for z &gt; 0, α for z ≤ 0.",
        "Log" => "The natural logarithm of x.",
        "Max" => "The larger of a and b; NaN if either is.",
        "Relu" => "relu(z) = max(z, 0); NaN stays NaN.",
        "ReluDerivative" => "relu'(z) = 1 for z &gt; 0, 0 for z ≤ 0.",
        "Selu" => "selu(z) = λ·z for z &gt; 0, λ·α·(eᶻ − 1) for z ≤ 0, λ = 1.0507…, α = 1.6732….",
        "SeluDerivative" => "selu'(z) = λ for z &gt; 0, λ·α·eᶻ for z ≤ 0.",
        "Sigmoid" => "σ(z) = 1 / (1 + e⁻ᶻ).",
        "Silu" => "silu(z) = z·σ(z).",
        "SiluDerivative" => "silu'(z) = σ(z)·(1 + z·(1 − σ(z))).",
        "Softplus" => "softplus(z) = log(1 + eᶻ).",
        "Tanh" => "tanh(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ).",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such function."),
    };
}
