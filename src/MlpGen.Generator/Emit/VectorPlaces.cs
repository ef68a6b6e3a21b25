using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>How numbers of a layer come from memory into vectors of outputs and go back, and what they are called.</summary>
internal sealed class VectorPlaces(EmitContext context, VectorFunctions functions)
{
    private readonly SourceWriter _writer = context.Writer;

    private int Lanes => context.Plan.VectorLanes;

    /// <summary>The first output, or input, of each vector of so many of them.</summary>
    public IEnumerable<int> Firsts(int count) => Enumerable.Range(0, (count + Lanes - 1) / Lanes).Select(vector => vector * Lanes);

    /// <summary>Whether a softmax has its outputs in several vectors: it is left to a kernel, which works on memory.</summary>
    public bool IsLong(LayerPlan layer) => layer.Traits.CouplesOutputs && layer.Outputs > Lanes;

    /// <summary>f(z) of a number or a vector.</summary>
    public string Value(LayerPlan layer, string z) =>
        layer.Traits.ValueFunction is not { } function ? z : $"{context.Names.Function(function)}({z}{Alpha(layer)})";

    /// <summary>The last argument of an activation with an α.</summary>
    public string Alpha(LayerPlan layer) => layer.Traits.HasAlpha ? $", {context.Number(layer.Spec.Alpha)}" : "";

    /// <summary>Names the places of W and b.</summary>
    public void NameParameters(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line($"ref {context.T} W{l} = ref {functions.At("parameters", layer.WeightOffset)};");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"ref {context.T} b{l} = ref {functions.At("parameters", layer.BiasOffset)};");
        }
    }

    /// <summary>A vector of parameters; at the end of them all, what is needed.</summary>
    /// <param name="name">A reference to where W or b begins.</param>
    /// <param name="offset">That place in the parameters.</param>
    /// <param name="first">The first number, counted from there.</param>
    /// <param name="needed">The numbers of use; what is read behind them is not looked at.</param>
    public string LoadParameters(string name, int offset, int first, int needed) =>
        functions.Load(name, first, context.Plan.ParameterCount - offset - first >= Lanes ? Lanes : needed);

    /// <summary>A vector of W of a layer.</summary>
    public string LoadWeights(LayerPlan layer, int first, int needed) => LoadParameters($"W{layer.Number}", layer.WeightOffset, first, needed);

    /// <summary>What names of the vectors of a layer end with; nothing for its one number.</summary>
    public IEnumerable<string> Suffixes(LayerPlan layer) => layer.HasOneOutput ? [""] : Firsts(layer.Outputs).Select(static first => $"_{first}");

    /// <summary>The type of such a name.</summary>
    public string Type(LayerPlan layer) => layer.HasOneOutput ? context.T : functions.V;

    /// <summary>Reads numbers of a layer, and nothing behind them, from a span.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="span">The span.</param>
    /// <param name="offset">Where they begin in it.</param>
    /// <param name="declaration">What stands before the name: nothing, if it has been declared.</param>
    public void Read(LayerPlan layer, string name, string span, int offset, string declaration = "var ")
    {
        if (layer.HasOneOutput)
        {
            _writer.Line($"{declaration}{name} = {span}[{offset}];");
            return;
        }

        foreach (int first in Firsts(layer.Outputs))
        {
            _writer.Line($"{declaration}{name}_{first} = {functions.Load(functions.At(span, 0), offset + first, layer.Outputs - first)};");
        }
    }

    /// <summary>Reads z or a of a layer from the trace.</summary>
    public void ReadTrace(LayerPlan layer, string value) =>
        Read(layer, $"{value}{layer.Number}", "trace", value == "z" ? layer.TraceOffset : layer.ActivationOffset);

    /// <summary>Writes z and a of a layer to the trace. What a vector has too much lands where the trace goes on, and is overwritten then.</summary>
    public void WriteTrace(LayerPlan layer)
    {
        WriteTrace(layer, "z", layer.TraceOffset);
        WriteTrace(layer, "a", layer.ActivationOffset);
    }

    private void WriteTrace(LayerPlan layer, string value, int place)
    {
        if (layer.HasOneOutput)
        {
            _writer.Line($"trace[{place}] = {value}{layer.Number};");
        }
        else if (value == "a" && IsLong(layer))
        {
            string z = $"trace.Slice({layer.TraceOffset}, {layer.Outputs})", a = $"trace.Slice({place}, {layer.Outputs})";
            _writer.Line($"{context.Names.Type("ActivationPass")}.Softmax<{context.T}>({z}, {a}, {layer.Outputs});");
        }
        else
        {
            Store($"{value}{layer.Number}", layer.Outputs, functions.At("trace", 0), place, end: context.Plan.TraceSize);
        }
    }

    /// <summary>Writes the sum over the outputs of a layer of a product for each: one of each vector.</summary>
    public void Sum(LayerPlan layer, string target, IEnumerable<string> products)
    {
        string[] all = [.. products];
        _writer.Line($"{target} = " + (layer.HasOneOutput
            ? $"{all[0]};"
            : functions.OpenSum
                + string.Join(" + ", all.Zip(Firsts(layer.Outputs), (product, first) => functions.Keep(product, layer.Outputs - first)))
                + ");"));
    }

    /// <summary>Writes the vectors of so many numbers to a span that ends at a place.</summary>
    /// <param name="name">The vectors are <c>name_0</c>, <c>name_8</c>, ….</param>
    /// <param name="count">The numbers.</param>
    /// <param name="place">A reference to where the span begins.</param>
    /// <param name="offset">Where the first number goes.</param>
    /// <param name="end">What a vector has too much may be written up to here.</param>
    public void Store(string name, int count, string place, int offset, int end)
    {
        foreach (int first in Firsts(count))
        {
            int written = offset + first + Lanes <= end ? Lanes : count - first;
            _writer.Line($"{functions.Store($"{name}_{first}", place, offset + first, written)};");
        }
    }
}
