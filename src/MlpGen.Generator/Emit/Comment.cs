using System.Globalization;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>The labels and symbolic formulas above each layer's block: the same words wherever the layer appears.</summary>
internal static class Comment
{
    /// <summary>Above the code of z and a; or of z alone.</summary>
    public static void ForwardBlock(SourceWriter writer, LayerPlan layer, ActivationText text, bool withActivation = true, bool isTraining = false)
    {
        int l = layer.Number;
        writer.Line($"// Layer {l}: {layer.Inputs} → {layer.Outputs}, {text.Label}");
        writer.Line($"//   {PreActivation(layer, isTraining)}");
        if (withActivation)
        {
            writer.Line($"//   {text.ValueFormula}");
        }

        if (isTraining && layer.Drops)
        {
            string p = layer.Spec.Dropout.ToString("R", CultureInfo.InvariantCulture);
            writer.Line($"//   h{l} = a{l} ⊙ m{l}, each of m{l} being 0 with probability p = {p}, else 1/(1 − p)");
        }
    }

    /// <summary>Above the code of dz, dW, db and da; <paramref name="dz"/> is the formula of dz, which a fused loss replaces, and null if
    /// the block before has it already; <paramref name="dzBefore"/> that of the layer before, if this block has it too.</summary>
    public static void BackwardBlock(SourceWriter writer, LayerPlan layer, string? dz, string? dzBefore = null, bool isTraining = false)
    {
        int l = layer.Number;
        writer.Line($"// Layer {l}, backward");
        if (isTraining && layer.Drops)
        {
            writer.Line($"//   da{l} = dh{l} ⊙ m{l}, the same m{l} as forward");
        }

        if (dz is not null)
        {
            writer.Line($"//   {dz}");
        }

        string incoming = EmitContext.Incoming(layer, isTraining);
        writer.Line($"//   dW{l} = {incoming}ᵀ·dz{l}" + (layer.Spec.HasBias ? $", db{l} = dz{l}" : ""));
        if (l > 1)
        {
            writer.Line($"//   d{incoming} = dz{l}·W{l}ᵀ");
        }

        if (dzBefore is not null)
        {
            writer.Line($"//   {dzBefore}");
        }
    }

    /// <summary>The formula of z.</summary>
    public static string PreActivation(LayerPlan layer, bool isTraining = false)
    {
        int l = layer.Number;
        return $"z{l} = {EmitContext.Incoming(layer, isTraining)}·W{l}" + (layer.Spec.HasBias ? $" + b{l}" : "");
    }
}
