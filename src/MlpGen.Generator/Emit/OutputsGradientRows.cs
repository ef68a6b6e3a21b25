using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes dW and db of a layer for one sample in vectors, added in place.</summary>
/// <remarks>
/// Rows of dW that fill a vector are a[i]·dz each, the last vector of a row overlapping the one before rather than the next row.
/// Shorter rows lie several to a vector, so there both factors are spread: a as 0 0 0 1 1 1 2 2, dz as 0 1 2 0 1 2 0 1.
/// </remarks>
internal sealed class OutputsGradientRows(EmitContext context, VectorFunctions functions, Formulas formulas, bool isOneMethod)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly VectorPlaces _places = new(context, functions);

    private int Lanes => context.Plan.VectorLanes;

    /// <summary>Adds dW = aᵀ·dz and db = dz, dz being in <c>dz1_0</c>, <c>dz1_8</c>, …, or in <c>dz1</c> if it is one number.</summary>
    public void Write(AddGradientStep step)
    {
        LayerPlan layer = step.Layer;
        int l = layer.Number;
        formulas.ParameterGradient(layer);
        ReadIncoming(layer, inVectors: step.Kernel == RowKernel.ShortRows || (step.Kernel == RowKernel.Column && layer.Inputs > 1));
        _writer.Line($"ref {context.T} dW{l} = ref {functions.At("gradient", layer.WeightOffset)};");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"ref {context.T} db{l} = ref {functions.At("gradient", layer.BiasOffset)};");
        }

        switch (step.Kernel)
        {
            case RowKernel.Column:
                Column(layer);
                break;
            case RowKernel.Rows:
                Rows(layer);
                break;
            case RowKernel.ShortRows:
                ShortRows(layer);
                break;
            default:
                throw new InvalidOperationException($"{step.Kernel} has no text in vectors of outputs.");
        }
    }

    /// <summary>Reads what the layer read: one by one where each number meets a whole row, in vectors where the derivative of its own
    /// activation or a sum along it wants those.</summary>
    private void ReadIncoming(LayerPlan layer, bool inVectors)
    {
        if (layer.Number == 1)
        {
            foreach (int first in inVectors ? _places.Firsts(layer.Inputs) : [])
            {
                _writer.Line($"var x_{first} = {functions.Load(functions.At("x", 0), first, layer.Inputs - first)};");
            }
        }
        else if (!isOneMethod)
        {
            LayerPlan before = context.Layers[layer.Number - 2];
            if (inVectors || before.Traits.DerivativeReads == DerivativeInput.A || before.HasOneOutput)
            {
                _places.ReadTrace(before, "a"); // which its derivative reads, too
            }

            if (!inVectors && !before.HasOneOutput)
            {
                _writer.Line($"var a{before.Number} = trace.Slice({before.ActivationOffset}, {before.Outputs});");
            }
        }
    }

    /// <summary>dW of one output: a single column, so the vectors of the layer before are its vectors.</summary>
    private void Column(LayerPlan layer)
    {
        int l = layer.Number;
        if (layer.Inputs == 1)
        {
            _writer.Line($"dW{l} += {In(layer, 0)} * dz{l};");
        }

        foreach (int first in layer.Inputs == 1 ? [] : _places.Firsts(layer.Inputs))
        {
            _writer.Line($"{functions.Add($"dW{l}", first, $"{EmitContext.Incoming(layer)}_{first} * dz{l}", layer.Inputs - first)};");
        }

        if (layer.Spec.HasBias)
        {
            _writer.Line($"db{l} += dz{l};");
        }
    }

    /// <summary>dW where a row of it fills a vector, or is all there is.</summary>
    private void Rows(LayerPlan layer)
    {
        int l = layer.Number;
        if (Tail(layer) is { } tail)
        {
            int before = tail / Lanes * Lanes;
            _writer.Line("// The last vector of a row overlaps the one before it, with the same numbers.");
            _writer.Line($"var dz{l}_{tail} = {functions.Join($"dz{l}_{before}", $"dz{l}_{before + Lanes}", tail - before)};");
        }

        for (int i = 0; i < layer.Inputs; i++)
        {
            AddRow(layer, $"dW{l}", i * layer.Outputs, $"{In(layer, i)} * ");
        }

        if (layer.Spec.HasBias)
        {
            AddRow(layer, $"db{l}", 0, "");
        }
    }

    /// <summary>The first output of a vector that ends with the row; null where whole vectors do, or where a row is shorter than one.</summary>
    private int? Tail(LayerPlan layer) =>
        layer.Outputs > Lanes && layer.Outputs % Lanes > 0 ? layer.Outputs - Lanes : null;

    /// <summary>Adds a factor times dz, a row long.</summary>
    private void AddRow(LayerPlan layer, string place, int row, string factor)
    {
        string dz = $"{factor}dz{layer.Number}";
        int? tail = Tail(layer);
        int overlapped = tail / Lanes * Lanes ?? layer.Outputs;
        List<string> calls = [.. _places.Firsts(overlapped).Select(first => $" {functions.Add(place, row + first, $"{dz}_{first}", layer.Outputs - first)};")];
        if (tail is not null)
        {
            calls.Add($" {functions.Add(place, row + overlapped, $"{dz}_{overlapped}", row + tail.Value, $"{dz}_{tail}")};");
        }

        _writer.Wrapped(calls[0].TrimStart(), calls.Skip(1), tail: "");
    }

    /// <summary>dW where rows of it are shorter than a vector: its numbers in order, whichever rows they belong to.</summary>
    private void ShortRows(LayerPlan layer)
    {
        (int l, int outputs) = (layer.Number, layer.Outputs);
        _writer.Line($"// A vector of dW{l} holds {(Lanes % outputs == 0 ? $"{Lanes / outputs} rows" : "parts of rows")}: for each number, a lane of {EmitContext.Incoming(layer)} and one of dz{l}.");
        var spread = new HashSet<string>();
        for (int first = 0; first < layer.Spec.WeightCount; first += Lanes)
        {
            if (spread.Add(Dz(first)))
            {
                _writer.Line($"var {Dz(first)} = {functions.Spread($"dz{l}_0", Columns(first))};");
            }
        }

        for (int first = 0; first < layer.Spec.WeightCount; first += Lanes)
        {
            int inputs = first / outputs / Lanes * Lanes;
            IEnumerable<int> rows = Enumerable.Range(first, Lanes).Select(place => place / outputs - inputs);
            string a = functions.Spread($"{EmitContext.Incoming(layer)}_{inputs}", rows);
            _writer.Line($"{functions.Add($"dW{l}", first, $"{a} * {Dz(first)}", layer.Spec.WeightCount - first)};");
        }

        if (layer.Spec.HasBias)
        {
            _writer.Line($"{functions.Add($"db{l}", 0, $"dz{l}_0", outputs)};");
        }

        // The outputs that the numbers from a place on belong to, and dz spread over them: dz3_01201201.
        IEnumerable<int> Columns(int first) => Enumerable.Range(first, Lanes).Select(place => place % outputs);
        string Dz(int first) => $"dz{l}_{string.Concat(Columns(first))}";
    }

    /// <summary>One number that the layer read.</summary>
    private string In(LayerPlan layer, int i)
    {
        int first = i / Lanes * Lanes;
        return layer.FollowsOneOutput ? $"a{layer.Number - 1}"
            : layer.Number > 1 && isOneMethod ? functions.Lane($"a{layer.Number - 1}_{first}", i - first)
            : $"{EmitContext.Incoming(layer)}[{i}]";
    }
}
