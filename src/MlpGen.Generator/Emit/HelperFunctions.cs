using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>The private functions of one number that a file calls by their textbook names, each emitted once if it is called.</summary>
internal sealed class HelperFunctions
{
    private readonly SortedDictionary<string, int> _called = new(StringComparer.Ordinal);

    /// <summary>A call of an activation or its derivative, remembered.</summary>
    /// <param name="name">Its name in <c>ActivationMath</c>.</param>
    /// <param name="arguments">z, and α where the activation has one.</param>
    public string Call(string name, params string[] arguments)
    {
        _called[name] = arguments.Length;
        return $"{Names.Function(name)}({string.Join(", ", arguments)})";
    }

    /// <summary>Writes all that were called, in ordinal order.</summary>
    public void Emit(EmitContext context, ValueText values)
    {
        foreach (KeyValuePair<string, int> function in _called)
        {
            (string name, bool takesAlpha) = (Names.Function(function.Key), function.Value == 2);
            string declared = $"{values.Type} z" + (takesAlpha ? $", {context.T} alpha" : "");
            string passed = "z" + (takesAlpha ? ", alpha" : "");
            string hides = context.New(name, isMethod: true, takesAlpha ? [values.ShortType, context.T] : [values.ShortType]);
            context.Writer.Line();
            context.Writer.Lines($"""
                /// <summary>{Formula(function.Key)}</summary>
                {MemberWriter.Inlined}
                private static {hides}{values.Type} {name}({declared}) =>
                    global::MlpGen.Numerics.ActivationMath.{function.Key}({passed});
                """);
        }
    }

    private static string Formula(string name) => name switch
    {
        "Elu" => "elu(z) = z for z &gt; 0, α·(eᶻ − 1) for z ≤ 0.",
        "EluDerivative" => "elu'(z) = 1 for z &gt; 0, α·eᶻ for z ≤ 0.",
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
        "Relu" => "relu(z) = max(z, 0); NaN stays NaN.",
        "ReluDerivative" => "relu'(z) = 0 for z ≤ 0, else 1 (for NaN too).",
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
