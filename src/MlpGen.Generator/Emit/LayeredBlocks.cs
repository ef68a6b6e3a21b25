using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes a pass layer by layer over spans: a labelled block with its formulas, and a call for each of them.</summary>
internal sealed class LayeredBlocks(EmitContext context)
{
    private const string Dense = "global::MlpGen.Numerics.Dense";

    private readonly SourceWriter _writer = context.Writer;

    /// <summary>Names W and b of a layer as slices of the parameters.</summary>
    public void NameParameters(LayerPlan layer, string of = "parameters", string prefix = "")
    {
        int l = layer.Number;
        _writer.Line($"var {prefix}W{l} = {of}.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"var {prefix}b{l} = {of}.Slice({layer.BiasOffset}, {layer.Outputs});");
        }
    }

    /// <summary>Names z and a of a layer as slices of the trace.</summary>
    public void NameTrace(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line($"var z{l} = trace.Slice({layer.TraceOffset}, {layer.Outputs});");
        _writer.Line($"var a{l} = trace.Slice({layer.ActivationOffset}, {layer.Outputs});");
    }

    /// <summary>z = x·W + b.</summary>
    public void PreActivation(LayerPlan layer)
    {
        int l = layer.Number;
        string b = layer.Spec.HasBias ? $"b{l}" : "default";
        _writer.Line($"{Dense}.Forward({Incoming(layer)}, W{l}, {b}, z{l});");
    }

    /// <summary>a = f(z); a may be z itself.</summary>
    public void Activate(LayerPlan layer, string z, string a)
    {
        if (layer.Spec.Activation == Activation.Softmax)
        {
            _writer.Line($"global::MlpGen.Numerics.ActivationMath.Softmax({z}, {a});");
        }
        else if (layer.Spec.Activation != Activation.Identity)
        {
            ForEachOutput(layer, $"{a}[j] = {context.Text(layer).Value($"{z}[j]")};");
        }
        else if (z != a)
        {
            _writer.Line($"{z}.CopyTo({a});");
        }
    }

    /// <summary>dz from ∂L/∂a, the span <paramref name="gradient"/>, in place.</summary>
    public void PreActivationGradient(LayerPlan layer, string gradient, string z, string a)
    {
        if (layer.Spec.Activation == Activation.Softmax)
        {
            _writer.Line($"global::MlpGen.Numerics.ActivationMath.SoftmaxGradient({gradient}, {a}, {gradient});");
        }
        else if (layer.Spec.Activation != Activation.Identity)
        {
            ForEachOutput(layer, $"{gradient}[j] = {context.Text(layer).Gradient($"{gradient}[j]", $"{z}[j]", $"{a}[j]")};");
        }
    }

    /// <summary>dW and db, added to the gradient.</summary>
    public void ParameterGradient(LayerPlan layer, string incoming)
    {
        int l = layer.Number;
        NameParameters(layer, of: "gradient", prefix: "d");
        _writer.Line($"{Dense}.AddWeightGradient({incoming}, dz{l}, dW{l});");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"{Dense}.AddBiasGradient(dz{l}, db{l});");
        }
    }

    /// <summary>∂L/∂x of the layer: <paramref name="target"/> = dz·Wᵀ.</summary>
    public void InputGradient(LayerPlan layer, string target)
    {
        int l = layer.Number;
        _writer.Line($"{Dense}.InputGradient(dz{l}, parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount}), {target});");
    }

    /// <summary>What the layer reads: the caller's input, or a of the layer before.</summary>
    public static string Incoming(LayerPlan layer) => layer.Number == 1 ? "input" : $"a{layer.Number - 1}";

    private void ForEachOutput(LayerPlan layer, string statement)
    {
        _writer.Open($"for (int j = 0; j < {layer.Outputs}; j++)");
        _writer.Line(statement);
        _writer.Close();
    }
}
