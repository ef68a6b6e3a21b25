using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>An activation as text: its name, its formulas, and the C# of its value and its derivative.</summary>
/// <remarks>Softmax couples the outputs of a layer, so its code is not here but in <see cref="SoftmaxBlock"/>.</remarks>
internal sealed class ActivationText(LayerPlan layer, EmitContext context, ValueText values)
{
    private readonly ActivationTraits _activation = ActivationTraits.Of(layer.Spec.Activation);
    private readonly HelperFunctions _functions = values.Functions;

    /// <summary>Its name in formulas, such as <c>relu</c>.</summary>
    public string Name => _activation.Name;

    /// <summary>Its name for the table of layers: as the formula, with what an option changed.</summary>
    public string Label => _activation.HasAlpha ? $"{_activation.Label}, α = {Alpha.TrimEnd('f', 'd')}" : _activation.Label;

    /// <summary>The formula of the layer's activation.</summary>
    public string ValueFormula => $"a{layer.Number} = {_activation.ValueFormula($"z{layer.Number}")}";

    /// <summary>The formula of dz from da: the chain rule through the activation.</summary>
    public string GradientFormula =>
        $"dz{layer.Number} = {_activation.GradientFormula(Outgoing, $"z{layer.Number}", $"a{layer.Number}")}";

    /// <summary>∂L/∂a of this layer in formulas: dy for the last.</summary>
    public string Outgoing => layer.Number == context.Layers.Count ? "dy" : $"da{layer.Number}";

    /// <summary>Whether the derivative is written in terms of z.</summary>
    public bool DerivativeReadsZ => _activation.DerivativeReads == DerivativeInput.Z;

    /// <summary>Whether the derivative is written in terms of a.</summary>
    public bool DerivativeReadsA => _activation.DerivativeReads == DerivativeInput.A;

    private string Alpha => context.Number(layer.Spec.Alpha);

    /// <summary>The C# of f(z).</summary>
    public string Value(string z) =>
        layer.Spec.Activation == Activation.Identity ? z : Call(_activation.ValueFunction, z);

    /// <summary>The C# of da·f'(z).</summary>
    public string Gradient(string da, string z, string a) =>
        layer.Spec.Activation == Activation.Identity ? da
        : _activation.DerivativeExpression?.Invoke(a, values.Number(1)) is { } expression
            ? $"{da} * ({expression})"
        : $"{da} * {Call(_activation.DerivativeFunction, DerivativeReadsA ? a : z)}";

    private string Call(string? function, string argument) =>
        _functions.Call(
            function ?? throw new InvalidOperationException($"{layer.Spec.Activation} is a function of a whole layer."),
            _activation.HasAlpha ? [argument, Alpha] : [argument]);
}
