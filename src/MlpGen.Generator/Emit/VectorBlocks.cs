using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>What the passes in vectors of outputs share: how numbers of a layer come from memory and go there, and what a layer reads.</summary>
internal sealed class VectorBlocks(EmitContext context, VectorPlan plan)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly VectorFunctions _functions = context.Lanes.Vectors;

    /// <summary>Whether the layer before has one output: what this one reads is a number, and in no vector.</summary>
    public bool FollowsOneOutput(LayerPlan layer) => layer.Number > 1 && VectorPlan.IsDot(context.Layers[layer.Number - 2]);

    /// <summary>A vector of parameters; at the end of them all, what there is.</summary>
    /// <param name="name">A reference to where W or b begins.</param>
    /// <param name="offset">That place in the parameters.</param>
    /// <param name="first">The first number, counted from there.</param>
    public string LoadParameters(string name, int offset, int first) =>
        _functions.Load(name, first, context.Plan.ParameterCount - offset - first);

    /// <summary>A vector of W of a layer.</summary>
    public string LoadWeights(LayerPlan layer, int first) => LoadParameters($"W{layer.Number}", layer.WeightOffset, first);

    /// <summary>Reads z, a or a gradient of a layer from a span that ends at a place: the trace, of which <c>kept</c> is the beginning, or another.</summary>
    public void Read(LayerPlan layer, string name, string span, int offset, int end)
    {
        if (VectorPlan.IsDot(layer))
        {
            _writer.Line($"{context.T} {name} = {span}[{offset}];");
            return;
        }

        string place = span == "trace" ? "kept" : _functions.At(span, 0);
        foreach (int first in plan.Firsts(layer.Outputs))
        {
            _writer.Line($"var {name}_{first} = {_functions.Load(place, offset + first, end - offset - first)};");
        }
    }

    /// <summary>Reads z or a of a layer from the trace.</summary>
    public void ReadTrace(LayerPlan layer, string name, int offset) => Read(layer, name, "trace", offset, context.Plan.TraceSize);

    /// <summary>Writes the vectors of so many numbers to a span that ends at a place: the last of them one by one.</summary>
    /// <param name="name">The vectors are <c>name_0</c>, <c>name_8</c>, ….</param>
    /// <param name="count">The numbers.</param>
    /// <param name="place">A reference to where the span begins.</param>
    /// <param name="span">The span.</param>
    /// <param name="offset">Where the first number goes.</param>
    /// <param name="end">What a vector has too much may be written up to here.</param>
    public void Store(string name, int count, string place, string span, int offset, int end)
    {
        foreach (int first in plan.Firsts(count))
        {
            if (offset + first + plan.Lanes <= end)
            {
                _writer.Line($"{_functions.Store($"{name}_{first}", place, offset + first)};");
                continue;
            }

            for (int k = first; k < Math.Min(first + plan.Lanes, count); k++)
            {
                _writer.Line($"{span}[{offset + k}] = {name}_{first}[{k - first}];");
            }
        }
    }
}
