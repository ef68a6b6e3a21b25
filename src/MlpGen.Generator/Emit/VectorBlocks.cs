using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>What the passes in vectors of outputs share: how numbers of a layer come from memory and go there, and what a layer reads.</summary>
internal sealed class VectorBlocks(EmitContext context, VectorPlan plan)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly VectorFunctions _functions = context.Lanes.Vectors;

    /// <summary>Whether the layer before has one output: what this one reads is a number, and in no vector.</summary>
    public bool FollowsOneOutput(LayerPlan layer) => layer.Number > 1 && VectorPlan.IsDot(context.Layers[layer.Number - 2]);

    /// <summary>A vector of parameters; at the end of them all, what is needed.</summary>
    /// <param name="name">A reference to where W or b begins.</param>
    /// <param name="offset">That place in the parameters.</param>
    /// <param name="first">The first number, counted from there.</param>
    /// <param name="needed">The numbers of use; what is read behind them is not looked at.</param>
    public string LoadParameters(string name, int offset, int first, int needed) =>
        _functions.Load(name, first, context.Plan.ParameterCount - offset - first >= plan.Lanes ? plan.Lanes : needed);

    /// <summary>A vector of W of a layer.</summary>
    public string LoadWeights(LayerPlan layer, int first, int needed) => LoadParameters($"W{layer.Number}", layer.WeightOffset, first, needed);

    /// <summary>The names of the vectors of a layer; or of its one number.</summary>
    public IEnumerable<string> Vectors(LayerPlan layer, string value) => Suffixes(layer).Select(suffix => $"{value}{layer.Number}{suffix}");

    /// <summary>What such names end with.</summary>
    public IEnumerable<string> Suffixes(LayerPlan layer) => VectorPlan.IsDot(layer) ? [""] : plan.Firsts(layer.Outputs).Select(first => $"_{first}");

    /// <summary>The type of such a name.</summary>
    public string Type(LayerPlan layer) => VectorPlan.IsDot(layer) ? context.T : context.Lanes.Type;

    /// <summary>Reads z, a, a target or a gradient of a layer, and nothing behind it, from a span: the trace, of which <c>kept</c> is the beginning, or
    /// another.</summary>
    public void Read(LayerPlan layer, string name, string span, int offset)
    {
        if (VectorPlan.IsDot(layer))
        {
            _writer.Line($"{context.T} {name} = {span}[{offset}];");
            return;
        }

        string place = span == "trace" ? "kept" : _functions.At(span, 0);
        foreach (int first in plan.Firsts(layer.Outputs))
        {
            _writer.Line($"var {name}_{first} = {_functions.Load(place, offset + first, layer.Outputs - first)};");
        }
    }

    /// <summary>Writes the sum over the outputs of a layer of a term, or of a product: one of each vector.</summary>
    public void Sum(LayerPlan layer, string name, IEnumerable<(string Left, string? Right)> terms)
    {
        string[] products = [.. terms.Select(term => term.Right is null ? term.Left : $"{term.Left} * {term.Right}")];
        _writer.Line($"{context.T} {name} = " + (VectorPlan.IsDot(layer)
            ? $"{products[0]};"
            : VectorFunctions.OpenSum
                + string.Join(" + ", products.Zip(plan.Firsts(layer.Outputs), (product, first) => _functions.Keep(product, layer.Outputs - first)))
                + ");"));
    }

    /// <summary>Reads z or a of a layer from the trace, of which <c>kept</c> is the beginning.</summary>
    public void ReadTrace(LayerPlan layer, string value) => Read(
        layer, $"{value}{layer.Number}", "trace", value == "z" ? layer.TraceOffset : layer.ActivationOffset);

    /// <summary>What the chain rule reads of a layer: z or a for its own derivative, a for dW of the next.</summary>
    public IEnumerable<string> ReadBackward(LayerPlan layer)
    {
        ActivationText text = context.Text(layer);
        return [.. text.DerivativeReadsZ ? (string[])["z"] : [], .. text.DerivativeReadsA || layer != context.Plan.Last ? (string[])["a"] : []];
    }

    /// <summary>Writes the vectors of so many numbers to a span that ends at a place.</summary>
    /// <param name="name">The vectors are <c>name_0</c>, <c>name_8</c>, ….</param>
    /// <param name="count">The numbers.</param>
    /// <param name="place">A reference to where the span begins.</param>
    /// <param name="offset">Where the first number goes.</param>
    /// <param name="end">What a vector has too much may be written up to here.</param>
    public void Store(string name, int count, string place, int offset, int end)
    {
        foreach (int first in plan.Firsts(count))
        {
            int written = offset + first + plan.Lanes <= end ? plan.Lanes : count - first;
            _writer.Line($"{_functions.Store($"{name}_{first}", place, offset + first, written)};");
        }
    }
}
