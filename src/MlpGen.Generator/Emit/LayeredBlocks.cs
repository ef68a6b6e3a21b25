using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the steps of a pass over spans, for one sample or for a tile of n: a call for each formula. In training, layers read
/// what dropout left.</summary>
internal sealed class LayeredBlocks(EmitContext context, bool isTile, bool isTraining = false)
{
    private const string Numerics = "global::MlpGen.Numerics";

    private readonly SourceWriter _writer = context.Writer;

    /// <summary>The rows of a buffer that hold one layer's values, as an expression.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="offset">Where they begin for one sample.</param>
    /// <param name="length">Their number for one sample.</param>
    public string Rows(string buffer, int offset, int length) => isTile
        ? $"{buffer}.Slice({(offset == 0 ? "0" : $"n * {offset}")}, n * {length})"
        : $"{buffer}.Slice({offset}, {length})";

    /// <summary>Names W and b of a layer as slices of the parameters.</summary>
    public void NameParameters(LayerPlan layer) => NameSlices(layer, "parameters", "");

    /// <summary>Names dW and db of a layer as slices of the gradient.</summary>
    public void NameGradients(LayerPlan layer) => NameSlices(layer, "gradient", "d");

    /// <summary>Names z and a of a layer as slices of the trace.</summary>
    public void NameTrace(LayerPlan layer)
    {
        NameZ(layer);
        NameA(layer);
    }

    /// <summary>Names z of a layer as a slice of the trace.</summary>
    public void NameZ(LayerPlan layer) => _writer.Line($"var z{layer.Number} = {Rows("trace", layer.TraceOffset, layer.Outputs)};");

    /// <summary>Names a of a layer as a slice of the trace.</summary>
    public void NameA(LayerPlan layer) => _writer.Line($"var a{layer.Number} = {Rows("trace", layer.ActivationOffset, layer.Outputs)};");

    /// <summary>Names what the loss reads of a trace: z if it is fused with the last layer, else a, and z too if that is to be kept.</summary>
    public void NameOutput(bool isFused, bool keepZ)
    {
        if (isFused || keepZ)
        {
            NameZ(context.Plan.Last);
        }

        if (!isFused)
        {
            NameA(context.Plan.Last);
        }
    }

    /// <summary>z = x·W + b and a = f(z) of one sample, in one call; with <paramref name="z"/> null, z is not kept.</summary>
    public void Activated(LayerPlan layer, string? z)
    {
        int l = layer.Number;
        string b = layer.Spec.HasBias ? $"b{l}" : "default";
        _writer.Line(
            $"{Numerics}.Dense.Forward<{context.T}, {Numerics}.{layer.Spec.Activation}Function>({EmitContext.Incoming(layer, isTraining)}, W{l}, {b}, {z ?? "default"}, a{l}, {Sizes(layer)}{Alpha(layer)});");
    }

    /// <summary>z of the one output behind a layer, whose a is not kept.</summary>
    public void ActivatedToOne(LayerPlan hidden)
    {
        (int l, int next) = (hidden.Number, hidden.Number + 1);
        string b = hidden.Spec.HasBias ? $"b{l}" : "default";
        string bias = context.Layers[l].Spec.HasBias ? $" + b{next}[0]" : "";
        _writer.Line(
            $"z{next}[0] = {Numerics}.Dense.ForwardToOne<{context.T}, {Numerics}.{hidden.Spec.Activation}Function>({EmitContext.Incoming(hidden)}, W{l}, {b}, W{next}, {Sizes(hidden)}{Alpha(hidden)}){bias};");
    }

    /// <summary>z = x·W + b.</summary>
    public void PreActivation(LayerPlan layer)
    {
        int l = layer.Number;
        string b = layer.Spec.HasBias ? $"b{l}" : "default";
        _writer.Line($"{Numerics}.{Kernels}.Forward<{context.T}>({EmitContext.Incoming(layer, isTraining)}, W{l}, {b}, z{l}, {Sizes(layer)});");
    }

    /// <summary>a = f(z); a may be z itself.</summary>
    public void Activate(LayerPlan layer, string z, string a)
    {
        if (layer.Spec.Activation == Activation.Identity)
        {
            if (z != a)
            {
                _writer.Line($"{z}.CopyTo({a});");
            }

            return;
        }

        _writer.Line($"{Numerics}.ActivationPass.{layer.Spec.Activation}<{context.T}>({z}, {a}{Option(layer)});");
    }

    /// <summary>dz = da ⊙ f'(z), two names of one span; written in terms of a where the derivative is.</summary>
    public void PreActivationGradient(LayerPlan layer, string da, string z, string a)
    {
        if (layer.Spec.Activation == Activation.Identity)
        {
            return;
        }

        string by = context.Text(layer).DerivativeReadsA ? a : z;
        _writer.Line($"{Numerics}.ActivationPass.{layer.Spec.Activation}Gradient<{context.T}>({da}, {by}, dz{layer.Number}{Option(layer)});");
    }

    /// <summary>dz of the last layer in place of dy.</summary>
    public void DeltaOfLastLayer()
    {
        LayerPlan last = context.Plan.Last;
        if (last.Spec.Activation == Activation.Identity)
        {
            return;
        }

        _writer.Line();
        _writer.Line($"// {context.Text(last).GradientFormula}");
        _writer.Line($"var dz{last.Number} = dy; // in place");
        PreActivationGradient(last, "dy", $"z{last.Number}", $"a{last.Number}");
    }

    /// <summary>dW and db, added to the gradient.</summary>
    public void ParameterGradient(LayerPlan layer)
    {
        int l = layer.Number;
        NameGradients(layer);
        _writer.Line($"{Numerics}.{Kernels}.AddWeightGradient<{context.T}>({EmitContext.Incoming(layer, isTraining)}, dz{l}, dW{l}, {Sizes(layer)});");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"{Numerics}.{Kernels}.AddBiasGradient<{context.T}>(dz{l}, db{l});");
        }
    }

    /// <summary>∂L/∂x of the layer: <paramref name="target"/> = dz·Wᵀ.</summary>
    public void InputGradient(LayerPlan layer, string target)
    {
        int l = layer.Number;
        _writer.Line($"var W{l} = parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});");
        _writer.Line($"{Numerics}.{Kernels}.InputGradient<{context.T}>(dz{l}, W{l}, {target}, {Sizes(layer)});");
    }

    /// <summary>The α that a kernel takes which computes the activation too, if it has one.</summary>
    public static string Alpha(LayerPlan layer) => layer.Spec.HasAlpha ? $", {Literal.Of(layer.Spec.Alpha, Precision.Double)}" : "";

    private static string Sizes(LayerPlan layer) => $"{layer.Inputs}, {layer.Outputs}";

    private string Kernels => isTile ? "DenseBatch" : "Dense";

    /// <summary><paramref name="result"/> = <paramref name="values"/> ⊙ m, for h of the layer and for ∂L/∂a; they may be one span.</summary>
    public void Drop(LayerPlan layer, string values, string result)
    {
        string probability = Literal.Of(layer.Spec.Dropout, Precision.Double);
        _writer.Line($"{Numerics}.DropoutMask.Apply<{context.T}>({values}, {result}, {layer.Outputs}, {probability}, key, {layer.Number});");
    }

    /// <summary>Names h of a layer as a slice of what dropout left of all layers.</summary>
    public void NameDropped(LayerPlan layer) => _writer.Line($"var h{layer.Number} = {Rows("dropped", layer.DroppedOffset, layer.Outputs)};");

    /// <summary>What an activation takes beside its spans: the length of a row for softmax, α for those that have one.</summary>
    private string Option(LayerPlan layer) => layer.Spec.Activation switch
    {
        Activation.Softmax => $", {layer.Outputs}",
        Activation.LeakyRelu or Activation.Elu => $", {context.Number(layer.Spec.Alpha)}",
        _ => "",
    };

    private void NameSlices(LayerPlan layer, string buffer, string prefix)
    {
        int l = layer.Number;
        _writer.Line($"var {prefix}W{l} = {buffer}.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"var {prefix}b{l} = {buffer}.Slice({layer.BiasOffset}, {layer.Outputs});");
        }
    }
}
