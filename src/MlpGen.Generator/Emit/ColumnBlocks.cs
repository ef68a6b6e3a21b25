using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the steps of a pass over a tile in columns: a call for each formula, z and a, or da and dz, in one where they follow
/// each other.</summary>
internal sealed class ColumnBlocks(EmitContext context)
{
    private const string Kernels = "global::MlpGen.Numerics.DenseColumns";

    private readonly SourceWriter _writer = context.Writer;

    private int Samples { get; } = Budget.TileSamples;

    /// <summary>The length of so many units of a tile, as an expression.</summary>
    public string Length(string units) => $"{Samples} * {units}";

    /// <summary>So many units of a buffer.</summary>
    public string Units(string buffer, int first, int count) => $"{buffer}.Slice({(first == 0 ? "0" : Length($"{first}"))}, {Length($"{count}")})";

    /// <summary>Turns rows of a batch into a tile.</summary>
    public void Turn(string rows, string tile, string width) => _writer.Line($"{Kernels}.Turn<{context.T}>({rows}, {tile}, {width});");

    /// <summary>Turns a tile into rows of a batch.</summary>
    public void TurnBack(string tile, string rows, string width) => _writer.Line($"{Kernels}.TurnBack<{context.T}>({tile}, {rows}, {width});");

    /// <summary>Writes class labels as a tile of targets.</summary>
    public void OneHot(string labels, string tile) => _writer.Line($"{Kernels}.OneHot<{context.T}>({labels}, {tile}, OutputSize);");

    /// <summary>z = x·W + b and a = f(z) of a layer; with <paramref name="z"/> null, z is not kept, and with <paramref name="a"/> null, only
    /// z is wanted.</summary>
    public void Forward(LayerPlan layer, string? z, string? a)
    {
        int l = layer.Number;
        new LayeredBlocks(context, isTile: false).NameParameters(layer);
        string b = layer.Spec.HasBias ? $"b{l}" : "default";
        (string function, string kept, string result) = a is null
            ? (Function(Activation.Identity), "default", z!)
            : (Function(layer.Spec.Activation), z ?? "default", a);
        _writer.Line(
            $"{Kernels}.Forward<{context.T}, {function}>({EmitContext.Incoming(layer)}, W{l}, {b}, {kept}, {result}, {Sizes(layer)}{(a is null ? "" : LayeredBlocks.Alpha(layer))});");
    }

    /// <summary>a = f(z) of the last layer, all at once; <paramref name="a"/> may be z unless f is softmax.</summary>
    public void Activate(LayerPlan layer, string z, string a)
    {
        if (layer.Spec.Activation == Activation.Softmax)
        {
            _writer.Line($"{Kernels}.Softmax<{context.T}>({z}, {a}, {layer.Outputs}, n);");
            return;
        }

        new LayeredBlocks(context, isTile: true).Activate(layer, z, a);
    }

    /// <summary>dz of the last layer in place of dy.</summary>
    public void OutputGradient(LayerPlan layer, string dy, string z, string a)
    {
        if (layer.Spec.Activation == Activation.Softmax)
        {
            _writer.Line($"{Kernels}.SoftmaxGradient<{context.T}>({dy}, {a}, dz{layer.Number}, {layer.Outputs}, n);");
            return;
        }

        new LayeredBlocks(context, isTile: true).PreActivationGradient(layer, dy, z, a);
    }

    /// <summary>dW and db, added to the gradient.</summary>
    public void ParameterGradient(LayerPlan layer)
    {
        int l = layer.Number;
        new LayeredBlocks(context, isTile: false).NameGradients(layer);
        string db = layer.Spec.HasBias ? $"db{l}" : "default";
        _writer.Line($"{Kernels}.AddGradient<{context.T}>({EmitContext.Incoming(layer)}, dz{l}, dW{l}, {db}, {Sizes(layer)});");
    }

    /// <summary>da and dz of the layer before, from dz of this one; <paramref name="by"/> is what f' is written in.</summary>
    public void GradientBefore(LayerPlan layer, LayerPlan before, string by)
    {
        int l = layer.Number;
        NameWeights(layer);
        _writer.Line(
            $"{Kernels}.InputGradient<{context.T}, {Function(before.Spec.Activation)}>(dz{l}, W{l}, {by}, dz{before.Number}, {Sizes(layer)}{LayeredBlocks.Alpha(before)});");
    }

    /// <summary>dx, from dz of the first layer.</summary>
    public void InputGradient(LayerPlan first, string target)
    {
        NameWeights(first);
        _writer.Line($"{Kernels}.InputGradient<{context.T}>(dz1, W1, {target}, {Sizes(first)});");
    }

    /// <summary>The cross entropy of a tile, and dz of the last layer.</summary>
    public string CrossEntropy(string z, string t, string dz, string scale) =>
        $"{Kernels}.CrossEntropy<{context.T}>({z}, {t}, {dz}, OutputSize, n, {scale})";

    private static string Function(Activation activation) => $"global::MlpGen.Numerics.{activation}Function";

    private static string Sizes(LayerPlan layer) => $"{layer.Inputs}, {layer.Outputs}, n";

    private void NameWeights(LayerPlan layer) =>
        _writer.Line($"var W{layer.Number} = parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});");
}
