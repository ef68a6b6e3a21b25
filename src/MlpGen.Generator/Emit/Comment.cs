using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>The labels and symbolic formulas above each layer's block: the same words wherever the layer appears.</summary>
internal static class Comment
{
    /// <summary>Above the code of z and a; or of z alone.</summary>
    public static void ForwardBlock(SourceWriter writer, LayerPlan layer, ActivationText text, bool withActivation = true)
    {
        int l = layer.Number;
        writer.Line($"// Layer {l}: {layer.Inputs} → {layer.Outputs}, {text.Label}");
        writer.Line($"//   {PreActivation(layer)}");
        if (withActivation)
        {
            writer.Line($"//   {text.ValueFormula}");
        }
    }

    /// <summary>Above the code of dz, dW, db and da; <paramref name="dz"/> is the formula of dz, which a fused loss replaces, and null if
    /// the block before has it already; <paramref name="dzBefore"/> that of the layer before, if this block has it too.</summary>
    public static void BackwardBlock(SourceWriter writer, LayerPlan layer, string? dz, string? dzBefore = null)
    {
        int l = layer.Number;
        writer.Line($"// Layer {l}, backward");
        if (dz is not null)
        {
            writer.Line($"//   {dz}");
        }

        writer.Line($"//   dW{l} = {EmitContext.Incoming(layer)}ᵀ·dz{l}" + (layer.Spec.HasBias ? $", db{l} = dz{l}" : ""));
        if (l > 1)
        {
            writer.Line($"//   da{l - 1} = dz{l}·W{l}ᵀ");
        }

        if (dzBefore is not null)
        {
            writer.Line($"//   {dzBefore}");
        }
    }

    /// <summary>The formula of z.</summary>
    public static string PreActivation(LayerPlan layer)
    {
        int l = layer.Number;
        return $"z{l} = {EmitContext.Incoming(layer)}·W{l}" + (layer.Spec.HasBias ? $" + b{l}" : "");
    }
}
