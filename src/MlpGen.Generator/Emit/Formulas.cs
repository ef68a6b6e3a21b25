using System.Globalization;
using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>The labels and symbolic formulas above each layer's block: the same words wherever the layer appears.</summary>
/// <param name="context">The file.</param>
/// <param name="namesOnly">Whether only what is computed is named: where the formulas stand in another file, or above.</param>
internal sealed class Formulas(EmitContext context, bool namesOnly = false)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly HashSet<Activation> _explained = [];

    /// <summary>The most letters of both where the formula of dz has that of f' beside it.</summary>
    private const int LongestFormula = 98;

    private LayerPlan Last => context.Plan.Last;

    /// <summary>The activation of a layer for the table of layers: its name, with what an option changed.</summary>
    public static string Label(LayerPlan layer) => layer.Traits.HasAlpha
        ? $"{layer.Traits.Label}, α = {Plain(layer.Spec.Alpha)}"
        : layer.Traits.Label;

    /// <summary>∂L/∂a of a layer in formulas: dy for the last.</summary>
    public string Outgoing(LayerPlan layer) => layer == Last ? "dy" : $"da{layer.Number}";

    /// <summary>Above the code of z and a.</summary>
    public void Forward(LayerPlan layer, bool withDropout = false)
    {
        int l = layer.Number;
        _writer.Line();
        if (namesOnly)
        {
            _writer.Line($"// Layer {l}: z{l}, a{l}");
            return;
        }

        _writer.Line($"// Layer {l}: {layer.Inputs} → {layer.Outputs}, {Label(layer)}");
        _writer.Line($"//   {PreActivation(layer, withDropout)}");
        _writer.Line($"//   {Value(layer)}");
        if (withDropout && layer.Drops)
        {
            _writer.Line($"//   h{l} = a{l}, in training a{l} ⊙ m{l}, each of m{l} being 0 with probability p = {Plain(layer.Spec.Dropout)}, else 1/(1 − p)");
        }
    }

    /// <summary>The formula of z.</summary>
    public static string PreActivation(LayerPlan layer, bool withDropout = false)
    {
        int l = layer.Number;
        return $"z{l} = {EmitContext.Incoming(layer, withDropout)}·W{l}" + (layer.Spec.HasBias ? $" + b{l}" : "");
    }

    /// <summary>The formula of a.</summary>
    public static string Value(LayerPlan layer) => $"a{layer.Number} = {layer.Traits.ValueFormula($"z{layer.Number}")}";

    /// <summary>Above the code of a layer's part of the chain rule: its number.</summary>
    public void Backward(LayerPlan layer)
    {
        _writer.Line();
        _writer.Line($"// Layer {layer.Number}, backward");
    }

    /// <summary>The formula of da of the layer before.</summary>
    public void Propagated(LayerPlan layer, bool withDropout = false)
    {
        int before = layer.Number - 1;
        if (namesOnly)
        {
            _writer.Line($"// da{before}");
            return;
        }

        _writer.Line($"//   d{EmitContext.Incoming(layer, withDropout)} = dz{layer.Number}·W{layer.Number}ᵀ"
            + (withDropout && layer.ReadsDropped ? $", da{before} = dh{before}, in training dh{before} ⊙ m{before}" : ""));
    }

    /// <summary>The formula of dz; the derivative of each activation is written out once in a method.</summary>
    public void PreActivationGradient(LayerPlan layer, bool mayBeGiven = false)
    {
        int l = layer.Number;
        if (namesOnly)
        {
            _writer.Line($"// dz{l}");
            return;
        }

        ActivationTraits traits = layer.Traits;
        string dz = $"dz{l} = {traits.GradientFormula(Outgoing(layer), $"z{l}", $"a{l}")}";
        if (traits.DerivativeReads != DerivativeInput.Nothing && !traits.CouplesOutputs && _explained.Add(layer.Spec.Activation))
        {
            string derivative = $"{traits.Name}'(z{l}) = {traits.DerivativeFormula($"z{l}", $"a{l}")}";
            dz += (dz.Length + derivative.Length <= LongestFormula ? ", " : "\n//   ") + derivative;
        }

        _writer.Lines($"//   {dz}" + (mayBeGiven && layer.Spec.Activation != Activation.Identity ? $"; but a loss that reads z{l} gives dz{l} itself" : ""));
    }

    /// <summary>The formulas of dW and db, which are added to the caller's: of one sample, or of as many as dz has rows.</summary>
    public void ParameterGradient(LayerPlan layer, bool withDropout = false, bool ofMany = false)
    {
        int l = layer.Number;
        if (namesOnly)
        {
            _writer.Line($"// dW{l}" + (layer.Spec.HasBias ? $", db{l}" : ""));
            return;
        }

        string sum = ofMany ? $"Σ dz{l}, row by row" : $"dz{l}";
        _writer.Line($"//   dW{l} += {EmitContext.Incoming(layer, withDropout)}ᵀ·dz{l}" + (layer.Spec.HasBias ? $", db{l} += {sum}" : ""));
    }

    /// <summary>The formula of dx.</summary>
    public void InputGradient() => _writer.Line(namesOnly ? "// dx" : "// dx = dz1·W1ᵀ");

    /// <summary>The formula of y.</summary>
    public void Output() => _writer.Line(namesOnly ? "// y" : $"// y = a{Last.Number}");

    /// <summary>The formulas of the loss and of what it gives.</summary>
    public void Loss(LossSpec loss)
    {
        LossTraits traits = LossTraits.Of(loss.Function);
        if (namesOnly)
        {
            _writer.Line($"// L, {traits.Gives(Last.Number)}");
            return;
        }

        _writer.Line($"// {Of(loss, Last)}");
        _writer.Line($"//   {traits.GradientFormula($"dz{Last.Number}")}");
    }

    /// <summary>The formula of the loss, behind this last layer.</summary>
    public static string Of(LossSpec loss, LayerPlan last) => LossTraits.Of(loss.Function).Formula($"z{last.Number}", Plain(loss.Delta));

    /// <summary>The whole network as one formula, up to a few layers.</summary>
    public static string Network(NetworkPlan plan)
    {
        const int Most = 6;
        string formula = "x";
        foreach (LayerPlan layer in plan.Layers.Take(Most))
        {
            string inner = $"{formula}·W{layer.Number}" + (layer.Spec.HasBias ? $" + b{layer.Number}" : "");
            formula = layer.Spec.Activation != Activation.Identity ? $"{layer.Traits.Name}({inner})"
                : layer == plan.Last ? inner
                : $"({inner})";
        }

        return plan.Layers.Count > Most ? $"a{Most} = {formula}, and so on to y" : $"y = {formula}";
    }

    /// <summary>A number in formulas.</summary>
    public static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
