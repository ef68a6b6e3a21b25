using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>An activation as text: its name, its formulas, and the C# of its value and its derivative.</summary>
/// <remarks>Softmax couples the outputs of a layer, so its code is not here but in <see cref="SoftmaxBlock"/>.</remarks>
internal sealed class ActivationText(LayerPlan layer, EmitContext context, ValueText values)
{
    private readonly Activation _activation = layer.Spec.Activation;
    private readonly HelperFunctions _functions = values.Functions;

    /// <summary>Its name in formulas, such as <c>relu</c>.</summary>
    public string Name => _activation switch
    {
        Activation.Sigmoid => "σ",
        Activation.GeluTanh => "gelu_tanh",
        _ => _activation.ToString().ToLowerInvariant(),
    };

    /// <summary>Its name for the table of layers: as the formula, with what an option changed.</summary>
    public string Label => _activation switch
    {
        Activation.Sigmoid => "sigmoid",
        Activation.LeakyRelu or Activation.Elu => $"{Name}, α = {Alpha.TrimEnd('f', 'd')}",
        _ => Name,
    };

    /// <summary>The formula of the layer's activation.</summary>
    public string ValueFormula
    {
        get
        {
            string z = $"z{layer.Number}";
            return $"a{layer.Number} = " + _activation switch
            {
                Activation.Identity => z,
                Activation.Relu => $"relu({z}) = max({z}, 0)",
                Activation.LeakyRelu => $"leakyrelu({z}) = {z} where {z} > 0, else α·{z}",
                Activation.Elu => $"elu({z}) = {z} where {z} > 0, else α·(e^{z} − 1)",
                Activation.Selu => $"selu({z}) = λ·{z} where {z} > 0, else λ·α·(e^{z} − 1)",
                Activation.Gelu => $"gelu({z}) = {z}·Φ({z})",
                Activation.GeluTanh => $"gelu({z}) ≈ ½·{z}·(1 + tanh(√(2/π)·({z} + 0.044715·{z}³)))",
                Activation.Silu => $"silu({z}) = {z}·σ({z})",
                Activation.Softplus => $"softplus({z}) = log(1 + e^{z})",
                Activation.Sigmoid => $"σ({z}) = 1 / (1 + e^−{z})",
                Activation.Tanh => $"tanh({z})",
                Activation.HardSigmoid => $"hardsigmoid({z}) = min(max({z} + 3, 0), 6) / 6",
                Activation.HardTanh => $"hardtanh({z}) = min(max({z}, −1), 1)",
                _ => $"softmax({z}) = e^{z} / Σ e^{z}",
            };
        }
    }

    /// <summary>The formula of dz from da: the chain rule through the activation.</summary>
    public string GradientFormula
    {
        get
        {
            (string dz, string da, string z, string a) = ($"dz{layer.Number}", Outgoing, $"z{layer.Number}", $"a{layer.Number}");
            return _activation switch
            {
                Activation.Identity => $"{dz} = {da}",
                Activation.Softmax => $"{dz} = {a} ⊙ ({da} − Σ {a}·{da})",
                _ => $"{dz} = {da} ⊙ {Name}'({z}), {Name}'({z}) = {DerivativeFormula(z, a)}",
            };
        }
    }

    /// <summary>∂L/∂a of this layer in formulas: dy for the last.</summary>
    public string Outgoing => layer.Number == context.Layers.Count ? "dy" : $"da{layer.Number}";

    /// <summary>Whether the derivative is written in terms of z.</summary>
    public bool DerivativeReadsZ => !DerivativeReadsA && _activation != Activation.Identity;

    /// <summary>Whether the derivative is written in terms of a.</summary>
    public bool DerivativeReadsA => _activation is Activation.Sigmoid or Activation.Tanh or Activation.Softmax;

    private string Alpha => context.Number(layer.Spec.Alpha);

    /// <summary>The C# of f(z).</summary>
    public string Value(string z) => _activation switch
    {
        Activation.Identity => z,
        Activation.LeakyRelu or Activation.Elu => _functions.Call(_activation.ToString(), z, Alpha),
        Activation.Softmax => throw new InvalidOperationException("Softmax is a function of a whole layer."),
        _ => _functions.Call(_activation.ToString(), z),
    };

    /// <summary>The C# of da·f'(z).</summary>
    public string Gradient(string da, string z, string a)
    {
        string one = values.Number(1);
        return _activation switch
        {
            Activation.Identity => da,
            Activation.Sigmoid => $"{da} * ({a} * ({one} - {a}))",
            Activation.Tanh => $"{da} * ({one} - {a} * {a})",
            Activation.Softplus => $"{da} * {_functions.Call("Sigmoid", z)}",
            Activation.LeakyRelu or Activation.Elu => $"{da} * {_functions.Call(_activation + "Derivative", z, Alpha)}",
            Activation.Softmax => throw new InvalidOperationException("Softmax is a function of a whole layer."),
            _ => $"{da} * {_functions.Call(_activation + "Derivative", z)}",
        };
    }

    private string DerivativeFormula(string z, string a) => _activation switch
    {
        Activation.Relu => $"0 where {z} ≤ 0, else 1",
        Activation.LeakyRelu => $"1 where {z} > 0, else α",
        Activation.Elu => $"1 where {z} > 0, else α·e^{z}",
        Activation.Selu => $"λ where {z} > 0, else λ·α·e^{z}",
        Activation.Gelu => $"Φ({z}) + {z}·φ({z})",
        Activation.GeluTanh => $"½·(1 + tanh u) + ½·{z}·(1 − tanh² u)·u'",
        Activation.Silu => $"σ({z})·(1 + {z}·(1 − σ({z})))",
        Activation.Softplus => $"σ({z})",
        Activation.Sigmoid => $"{a}·(1 − {a})",
        Activation.Tanh => $"1 − {a}²",
        Activation.HardSigmoid => $"1/6 where −3 < {z} < 3, else 0",
        Activation.HardTanh => $"1 where −1 < {z} < 1, else 0",
        _ => "1",
    };
}
