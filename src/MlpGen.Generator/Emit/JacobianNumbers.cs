using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the Jacobian of one sample number by number: Dl = ∂y/∂zl, a row for each output, from the last layer to the first.</summary>
/// <remarks>Dl_k_j is element j of row k. An activation that takes each unit for itself has a diagonal D in the last layer: Dl_k is what stands in row k.</remarks>
internal sealed class JacobianNumbers(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly string _t = context.T;

    private LayerPlan Last => context.Plan.Last;

    private IEnumerable<int> Outputs => Enumerable.Range(0, Last.Outputs);

    /// <summary>D of a layer.</summary>
    public void OutputRows(LayerPlan layer)
    {
        int l = layer.Number;
        DirectionalNumbers.LoadDerivative(context, layer);
        if (layer == Last)
        {
            Diagonal(l);
            return;
        }

        LayerPlan behind = context.Layers[l];
        NumbersRenderer.LoadWeights(context, behind, "W", "parameters");
        foreach (int k in Outputs)
        {
            foreach (int j in Enumerable.Range(0, layer.Outputs))
            {
                string[] terms = Row(behind, k, j);
                string sum = terms.Length == 1 || layer.Traits.DerivativeReads == DerivativeInput.Nothing
                    ? string.Join(" + ", terms)
                    : $"({string.Join(" + ", terms)})";
                _writer.Line($"{_t} D{l}_{k}_{j} = {NumbersRenderer.TimesDerivative(context, sum, layer, j)};");
            }
        }
    }

    /// <summary>∂y/∂x.</summary>
    public void Jacobian(LayerPlan first)
    {
        NumbersRenderer.LoadWeights(context, first, "W", "parameters");
        foreach (int k in Outputs)
        {
            for (int i = 0; i < first.Inputs; i++)
            {
                _writer.Sum($"jacobian[{k * first.Inputs + i}]", Row(first, k, i));
            }
        }
    }

    private void Diagonal(int l)
    {
        foreach (int k in Outputs)
        {
            if (Last.Traits.CouplesOutputs)
            {
                foreach (int j in Outputs)
                {
                    _writer.Line($"{_t} D{l}_{k}_{j} = {(j == k ? $"a{l}_{k} * ({context.Number(1)} - a{l}_{k})" : $"-a{l}_{k} * a{l}_{j}")};");
                }
            }
            else if (Last.Spec.Activation != Activation.Identity)
            {
                _writer.Line($"{_t} D{l}_{k} = {NumbersRenderer.Derivative(context, Last, k)};");
            }
        }
    }

    /// <summary>The terms of element i of row k of D·Wᵀ.</summary>
    private string[] Row(LayerPlan layer, int k, int i)
    {
        int l = layer.Number;
        return layer != Last || layer.Traits.CouplesOutputs ? [.. Enumerable.Range(0, layer.Outputs).Select(j => $"D{l}_{k}_{j} * W{l}_{i}_{j}")]
            : layer.Spec.Activation == Activation.Identity ? [$"W{l}_{i}_{k}"]
            : [$"D{l}_{k} * W{l}_{i}_{k}"];
    }
}
