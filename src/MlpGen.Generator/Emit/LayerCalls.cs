using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>What the layered text calls for a layer, and the arguments that it has in every call.</summary>
internal sealed class LayerCalls(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;

    /// <summary>Names what lies in a flat buffer for the layer: one part as W does, and one as b.</summary>
    public void Slices(LayerPlan layer, string buffer, string weights, string bias)
    {
        _writer.Line($"var {weights}{layer.Number} = {buffer}.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"var {bias}{layer.Number} = {buffer}.Slice({layer.BiasOffset}, {layer.Outputs});");
        }
    }

    /// <summary>z and a.</summary>
    public void Forward(LayerPlan layer, string x)
    {
        int l = layer.Number;
        string function = layer.Traits.CouplesOutputs ? "ForwardSoftmax" : $"Forward<{Function(layer)}>";
        _writer.Line($"samples.{function}({x}, W{l}, {Bias(layer, $"b{l}")}, z{l}, a{l}, {Sizes(layer)}{Alpha(layer)});");
    }

    /// <summary>A gradient or a tangent times f', in its place.</summary>
    public void Chain(LayerPlan layer, string d)
    {
        int l = layer.Number;
        _writer.Line(layer.Traits.CouplesOutputs
            ? $"samples.ChainSoftmax(a{l}, {d}, {layer.Outputs});"
            : $"samples.Chain<{Function(layer)}>(z{l}, a{l}, {d}{Alpha(layer)});");
    }

    /// <summary>The type of its activation.</summary>
    public string Function(LayerPlan layer) => context.Names.Type(ShortNames.Function(layer.Spec.Activation));

    /// <summary>What stands for its bias, or for what lies like one.</summary>
    public static string Bias(LayerPlan layer, string name) => layer.Spec.HasBias ? name : "default";

    /// <summary>Its sizes.</summary>
    public static string Sizes(LayerPlan layer) => $"{layer.Inputs}, {layer.Outputs}";

    /// <summary>α, if it has one, behind other arguments.</summary>
    public static string Alpha(LayerPlan layer) => layer.Traits.HasAlpha ? $", alpha: {Literal.Of(layer.Spec.Alpha, Precision.Double)}" : "";
}
