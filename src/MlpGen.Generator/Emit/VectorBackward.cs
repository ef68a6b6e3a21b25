using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the chain rule of one sample with the outputs of a layer side by side in vectors: dz1_8 is dz1 from output 8 on.</summary>
/// <remarks>
/// What a vector has too much, beyond the outputs of its layer, never reaches a sum nor the gradient. Rows of dW that fill a vector
/// are a[i]·dz each, the last vector of a row overlapping the one before rather than the next row. Shorter rows lie several to a
/// vector, so there both factors are spread: a as 0 0 0 1 1 1 2 2, dz as 0 1 2 0 1 2 0 1.
/// </remarks>
internal sealed class VectorBackward(EmitContext context, MemberWriter members, VectorPlan plan)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly VectorFunctions _functions = context.VectorFunctions;

    private LayerPlan Last => context.Plan.Last;

    /// <summary>The body of <c>Backward</c>: fills its trace, then as <see cref="FromTrace"/>.</summary>
    public void FromOutputGradient()
    {
        _writer.Line($"{(context.Plan.TracesInVectors ? "ForwardVectors" : "ForwardTrace")}(parameters, input, trace);");
        FromTrace();
    }

    /// <summary>The body of <c>BackwardTrace</c>: dz of the last layer, then the private method.</summary>
    public void FromTrace()
    {
        ActivationText text = context.Text(Last);
        if (text.DerivativeReadsA || text.DerivativeReadsZ)
        {
            _writer.Line($"ref {context.T} kept = ref {_functions.At("trace", 0)};");
        }

        _writer.Line();
        _writer.Line($"// {text.GradientFormula}");
        Read(Last, "dy", "outputGradient", 0, Last.Outputs);
        if (text.DerivativeReadsA)
        {
            Read(Last, $"a{Last.Number}", "trace", Last.ActivationOffset, context.Plan.TraceSize);
        }

        PreActivationGradient(Last);
        Call("inputGradient");
    }

    /// <summary>The body of <c>BackwardLayers</c>, which is given dz of the last layer in memory.</summary>
    public void FromDelta()
    {
        Read(Last, $"dz{Last.Number}", "d", 0, Last.Outputs);
        Call("dx", input: "x");
    }

    /// <summary>The private method that goes back by a trace, from dz of the last layer.</summary>
    public void Emit()
    {
        _writer.Line();
        _writer.Line($"/// <summary>The chain rule for one sample in vectors, from dz{Last.Number} down to dx.</summary>");
        members.KernelAttributes();
        _writer.Wrapped(
            "private static void BackwardVectors(",
            [
                $"{context.ReadSpan} parameters, {context.ReadSpan} input,", $" {context.ReadSpan} trace,",
                .. Values($"dz{Last.Number}").Select(dz => $" {(VectorPlan.IsDot(Last) ? context.T : context.Lanes.Type)} {dz},"),
                $" {context.WriteSpan} gradient, {context.WriteSpan} dx",
            ],
            ")");
        _writer.Open();
        _writer.Lines($"""
            // A vector holds {plan.Lanes} outputs of a layer: dz1_0 the first, dz1_{plan.Lanes} those from {plan.Lanes} on. What it has too much is kept out of
            // every sum.
            var x = input.Slice(0, InputSize);
            ref {context.T} kept = ref {_functions.At("trace", 0)};
            """);
        foreach (LayerPlan layer in context.Layers.Reverse())
        {
            _writer.Line();
            Comment.BackwardBlock(_writer, layer, layer == Last ? $"dz{layer.Number} is given" : context.Text(layer).GradientFormula);
            if (layer != Last)
            {
                PreActivationGradient(layer);
            }

            if (layer.Number > 1)
            {
                IncomingGradient(layer, $"da{layer.Number - 1}", $"da{layer.Number - 1}");
            }

            ParameterGradient(layer);
        }

        WantedInputGradient();
        _writer.Close();
    }

    private void Call(string dx, string input = "input") =>
        _writer.Line($"BackwardVectors(parameters, {input}, trace, {string.Join(", ", Values($"dz{Last.Number}"))}, gradient, {dx});");

    /// <summary>The names of the vectors of the last layer; or of its one number.</summary>
    private IEnumerable<string> Values(string name) => VectorPlan.IsDot(Last) ? [name] : plan.Firsts(Last.Outputs).Select(first => $"{name}_{first}");

    /// <summary>dz of a layer, where a of it has been read if the derivative is written with it.</summary>
    private void PreActivationGradient(LayerPlan layer)
    {
        int l = layer.Number;
        ActivationText text = context.Text(layer);
        if (layer.Spec.Activation == Activation.Softmax)
        {
            SoftmaxGradient(layer);
            return;
        }

        if (text.DerivativeReadsZ)
        {
            Read(layer, $"z{l}", "trace", layer.TraceOffset, context.Plan.TraceSize);
        }

        if (VectorPlan.IsDot(layer))
        {
            _writer.Line($"{context.T} dz{l} = {text.Gradient(text.Outgoing, $"z{l}", $"a{l}")};");
            return;
        }

        var lanes = new ActivationText(layer, context, context.Lanes);
        foreach (int first in plan.Firsts(layer.Outputs))
        {
            _writer.Line($"var dz{l}_{first} = {lanes.Gradient($"{text.Outgoing}_{first}", $"z{l}_{first}", $"a{l}_{first}")};");
        }
    }

    private void SoftmaxGradient(LayerPlan layer)
    {
        int l = layer.Number;
        if (VectorPlan.IsDot(layer))
        {
            _writer.Line($"{context.T} dz{l} = a{l} * (dy - a{l} * dy);");
            return;
        }

        int[] firsts = [.. plan.Firsts(layer.Outputs)];
        if (firsts.Length == 1)
        {
            _writer.Line($"var dz{l}_0 = global::MlpGen.Numerics.OutputLanes.SoftmaxGradient(a{l}_0, dy_0, {layer.Outputs});");
            return;
        }

        string products = string.Join(" + ", firsts.Select(first => _functions.Keep($"a{l}_{first} * dy_{first}", layer.Outputs - first)));
        _writer.Line($"var sum = {VectorFunctions.Create($"{VectorFunctions.OpenSum}{products})")};");
        foreach (int first in firsts)
        {
            _writer.Line($"var dz{l}_{first} = a{l}_{first} * (dy_{first} - sum);");
        }
    }

    /// <summary>Reads numbers of a layer from a span that ends at a place.</summary>
    private void Read(LayerPlan layer, string name, string span, int offset, int end)
    {
        if (VectorPlan.IsDot(layer))
        {
            _writer.Line($"{context.T} {name} = {span}[{offset}];");
            return;
        }

        foreach (int first in plan.Firsts(layer.Outputs))
        {
            string place = span == "trace" ? "kept" : _functions.At(span, 0);
            _writer.Line($"var {name}_{first} = {_functions.Load(place, offset + first, end - offset - first)};");
        }
    }

    private void ParameterGradient(LayerPlan layer)
    {
        int l = layer.Number;
        ReadIncoming(layer);
        _writer.Line($"ref {context.T} dW{l} = ref {_functions.At("gradient", layer.WeightOffset)};");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"ref {context.T} db{l} = ref {_functions.At("gradient", layer.BiasOffset)};");
        }

        if (VectorPlan.IsDot(layer))
        {
            Column(layer);
        }
        else if (layer.Inputs == 1 || layer.Outputs >= plan.Lanes)
        {
            Rows(layer);
        }
        else
        {
            ShortRows(layer);
        }
    }

    /// <summary>Reads what the layer read: one by one where each number meets a whole row, in vectors where the derivative of its own
    /// activation or a sum along it wants those.</summary>
    private void ReadIncoming(LayerPlan layer)
    {
        bool inVectors = layer.Outputs < plan.Lanes && layer.Inputs > 1;
        if (layer.Number == 1)
        {
            foreach (int first in inVectors ? plan.Firsts(layer.Inputs) : [])
            {
                _writer.Line($"var x_{first} = {_functions.Load(_functions.At("x", 0), first, layer.Inputs - first)};");
            }

            return;
        }

        LayerPlan before = context.Layers[layer.Number - 2];
        if (inVectors || context.Text(before).DerivativeReadsA || VectorPlan.IsDot(before))
        {
            Read(before, $"a{before.Number}", "trace", before.ActivationOffset, context.Plan.TraceSize);
        }

        if (!inVectors && !VectorPlan.IsDot(before))
        {
            _writer.Line($"var a{before.Number} = trace.Slice({before.ActivationOffset}, {before.Outputs});");
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

        foreach (int first in layer.Inputs == 1 ? [] : plan.Firsts(layer.Inputs))
        {
            _writer.Line($"{_functions.Add($"dW{l}", first, $"{EmitContext.Incoming(layer)}_{first} * dz{l}", layer.Inputs - first)};");
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
            int before = tail / plan.Lanes * plan.Lanes;
            _writer.Line("// The last vector of a row overlaps the one before it, with the same numbers.");
            _writer.Line($"var dz{l}_{tail} = {_functions.Join($"dz{l}_{before}", $"dz{l}_{before + plan.Lanes}", tail - before)};");
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
        layer.Outputs > plan.Lanes && layer.Outputs % plan.Lanes > 0 ? layer.Outputs - plan.Lanes : null;

    /// <summary>Adds a factor times dz, a row long.</summary>
    private void AddRow(LayerPlan layer, string place, int row, string factor)
    {
        string dz = $"{factor}dz{layer.Number}";
        int? tail = Tail(layer);
        int overlapped = tail / plan.Lanes * plan.Lanes ?? layer.Outputs;
        List<string> calls = [.. plan.Firsts(overlapped).Select(first => $" {_functions.Add(place, row + first, $"{dz}_{first}", layer.Outputs - first)};")];
        if (tail is not null)
        {
            calls.Add($" {_functions.Add(place, row + overlapped, $"{dz}_{overlapped}", row + tail.Value, $"{dz}_{tail}")};");
        }

        _writer.Wrapped(calls[0].TrimStart(), calls.Skip(1), tail: "");
    }

    /// <summary>dW where rows of it are shorter than a vector: its numbers in order, whichever rows they belong to.</summary>
    private void ShortRows(LayerPlan layer)
    {
        (int l, int outputs) = (layer.Number, layer.Outputs);
        _writer.Line($"// A vector of dW{l} holds {(plan.Lanes % outputs == 0 ? $"{plan.Lanes / outputs} rows" : "parts of rows")}: for each number, a lane of {EmitContext.Incoming(layer)} and one of dz{l}.");
        var spread = new HashSet<string>();
        for (int first = 0; first < layer.Spec.WeightCount; first += plan.Lanes)
        {
            int[] places = [.. Enumerable.Range(first, plan.Lanes)];
            string dz = $"dz{l}_{string.Concat(places.Select(place => place % outputs))}";
            if (spread.Add(dz))
            {
                _writer.Line($"var {dz} = {_functions.Spread($"dz{l}_0", places.Select(place => place % outputs))};");
            }
        }

        for (int first = 0; first < layer.Spec.WeightCount; first += plan.Lanes)
        {
            int[] places = [.. Enumerable.Range(first, plan.Lanes)];
            int inputs = first / outputs / plan.Lanes * plan.Lanes;
            string a = _functions.Spread($"{EmitContext.Incoming(layer)}_{inputs}", places.Select(place => place / outputs - inputs));
            string dz = $"dz{l}_{string.Concat(places.Select(place => place % outputs))}";
            _writer.Line($"{_functions.Add($"dW{l}", first, $"{a} * {dz}", layer.Spec.WeightCount - first)};");
        }

        if (layer.Spec.HasBias)
        {
            _writer.Line($"{_functions.Add($"db{l}", 0, $"dz{l}_0", outputs)};");
        }
    }

    /// <summary>dz·Wᵀ: a sum over each row of W.</summary>
    private void IncomingGradient(LayerPlan layer, string formula, string name)
    {
        int l = layer.Number;
        if (layer.Number == 1 || !VectorPlan.IsDot(layer))
        {
            string how = VectorPlan.IsDot(layer) ? ""
                : AreColumnsBetter(layer) ? $": the sum of dz{l}[j] times column j of W{l}"
                : $": number i is the sum of dz{l} times row i of W{l}";
            _writer.Line($"// {formula} = dz{l}·W{l}ᵀ{how}");
        }

        _writer.Line($"ref {context.T} W{l} = ref {_functions.At("parameters", layer.WeightOffset)};");
        if (VectorPlan.IsDot(layer))
        {
            if (layer.Inputs == 1)
            {
                _writer.Line($"{context.T} {name} = dz{l} * W{l};");
                return;
            }

            foreach (int first in plan.Firsts(layer.Inputs))
            {
                _writer.Line($"var {name}_{first} = dz{l} * {LoadWeights(layer, first)};");
            }

            return;
        }

        if (layer.Inputs == 1)
        {
            _writer.Wrapped($"{context.T} {name} = {VectorFunctions.OpenSum}", RowProduct(layer, 0).Select((part, k) => k == 0 ? part.TrimStart() : part), ");");
            return;
        }

        if (AreColumnsBetter(layer))
        {
            Columns(layer, name);
            return;
        }

        foreach (int first in plan.Firsts(layer.Inputs))
        {
            int count = Math.Min(plan.Lanes, layer.Inputs - first);
            string[] rows = [.. Enumerable.Range(first, count).Select(i => string.Concat(RowProduct(layer, i)).TrimStart())];
            _writer.Wrapped($"var {name}_{first} =", _functions.Sums(rows));
        }
    }

    /// <summary>Whether rows of W are so short that its columns, which are there before dz is, make the shorter way.</summary>
    private bool AreColumnsBetter(LayerPlan layer) => layer.Inputs > 1 && layer.Outputs > 1 && layer.Outputs <= plan.Lanes / 2;

    /// <summary>dz·Wᵀ by columns of W.</summary>
    private void Columns(LayerPlan layer, string name)
    {
        int l = layer.Number;
        foreach (int first in plan.Firsts(layer.Inputs))
        {
            int rows = Math.Min(plan.Lanes, layer.Inputs - first);
            (string, string)[] terms =
            [
                .. Enumerable.Range(0, layer.Outputs).Select(
                    j => (_functions.Lane($"dz{l}_0", j), _functions.Column($"W{l}", first * layer.Outputs, layer.Outputs, j, rows))),
            ];
            _writer.Wrapped($"var {name}_{first} =", _functions.SumOfProducts(seed: null, terms, areVectors: true));
        }
    }

    /// <summary>dz times row i of W, still to be summed, as pieces of a line: the part of a row that fills no vector first, and nothing else in
    /// its vector.</summary>
    private IEnumerable<string> RowProduct(LayerPlan layer, int i)
    {
        int l = layer.Number;
        int[] firsts = [.. plan.Firsts(layer.Outputs)];
        (string, string) Factors(int first) => ($"dz{l}_{first}", LoadWeights(layer, i * layer.Outputs + first));
        if (layer.Outputs % plan.Lanes == 0)
        {
            return _functions.SumOfProducts(seed: null, [.. firsts.Select(Factors)], areVectors: true);
        }

        int last = firsts[firsts.Length - 1];
        (string dz, string row) = Factors(last);
        string part = _functions.Keep($"{dz} * {row}", layer.Outputs - last);
        return _functions.SumOfProducts(part, [.. firsts.Take(firsts.Length - 1).Select(Factors)], areVectors: true);
    }

    private void WantedInputGradient()
    {
        LayerPlan first = context.Layers[0];
        _writer.Line();
        _writer.Open("if (!dx.IsEmpty)");
        IncomingGradient(first, "dx", first.Inputs == 1 ? "dx_0" : "dx");
        if (first.Inputs == 1)
        {
            _writer.Line("dx[0] = dx_0;");
            _writer.Close();
            return;
        }

        if (first.Inputs >= plan.Lanes)
        {
            _writer.Line($"ref {context.T} to = ref {_functions.At("dx", 0)};");
        }

        foreach (int lane in plan.Firsts(first.Inputs))
        {
            if (lane + plan.Lanes <= first.Inputs)
            {
                _writer.Line($"{_functions.Store($"dx_{lane}", "to", lane)};");
                continue;
            }

            for (int i = lane; i < first.Inputs; i++)
            {
                _writer.Line($"dx[{i}] = dx_{lane}[{i - lane}];");
            }
        }

        _writer.Close();
    }

    /// <summary>One number that the layer read.</summary>
    private string In(LayerPlan layer, int i) =>
        layer.Number > 1 && VectorPlan.IsDot(context.Layers[layer.Number - 2]) ? $"a{layer.Number - 1}" : $"{EmitContext.Incoming(layer)}[{i}]";

    private string LoadWeights(LayerPlan layer, int first) =>
        _functions.Load($"W{layer.Number}", first, context.Plan.ParameterCount - layer.WeightOffset - first);
}
