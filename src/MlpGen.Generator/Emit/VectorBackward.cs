using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the chain rule of one sample with the outputs of a layer side by side in vectors: dz1_8 is dz1 from output 8 on.</summary>
/// <remarks>
/// What a vector has too much, beyond the outputs of its layer, never reaches a sum nor the gradient. da of a layer comes before dW,
/// since all that follows waits for it.
/// </remarks>
internal sealed class VectorBackward(EmitContext context, MemberWriter members, VectorPlan plan)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly VectorFunctions _functions = context.Lanes.Vectors;
    private readonly VectorBlocks _blocks = new(context, plan);
    private readonly VectorParameterGradient _parameterGradient = new(context, plan);

    private LayerPlan Last => context.Plan.Last;

    private bool StaysInRegisters => context.Plan.StaysInRegisters;

    /// <summary>The body of <c>Backward</c>: the forward pass, dz of the last layer, then the private method.</summary>
    public void FromOutputGradient()
    {
        ForwardPass(_blocks.ReadBackward);
        FromKept();
    }

    /// <summary>The body of <c>BackwardTrace</c>: the same without the forward pass.</summary>
    public void FromTrace()
    {
        ReadTrace(ReadsOf(StaysInRegisters ? context.Layers : [Last]));
        FromKept();
    }

    /// <summary>Forward pass, loss and backward pass of one sample; leaves its part of the loss in <c>loss</c>.</summary>
    public void FromLoss(LossText loss)
    {
        ForwardPass(layer => layer == Last ? loss.ReadsOfLast : _blocks.ReadBackward(layer));
        loss.InVectors(_blocks);
        if (!loss.IsFused)
        {
            _writer.Line();
            _writer.Line($"// {context.Text(Last).GradientFormula}");
            PreActivationGradient(Last);
        }

        Call("inputGradient");
    }

    /// <summary>The body of <c>BackwardLayers</c>, which is given dz of the last layer in memory: by a loss that does not go in vectors.</summary>
    public void FromDelta()
    {
        if (StaysInRegisters)
        {
            ReadTrace(ReadsOf(context.Layers.Take(context.Layers.Count - 1)));
        }

        _blocks.Read(Last, $"dz{Last.Number}", "d", 0);
        Call("dx", input: "x");
    }

    /// <summary>What the chain rule reads of some layers.</summary>
    private IEnumerable<(LayerPlan Layer, string Value)> ReadsOf(IEnumerable<LayerPlan> layers) =>
        layers.SelectMany(layer => _blocks.ReadBackward(layer).Select(value => (layer, value)));

    /// <summary>The forward pass: what is wanted of z and a ends in locals, of the last layer alone where the trace keeps the rest.</summary>
    private void ForwardPass(Func<LayerPlan, IEnumerable<string>> wanted)
    {
        if (StaysInRegisters)
        {
            new VectorForward(context, members, plan).CallInRegisters(wanted);
            return;
        }

        _writer.Line($"{(context.Plan.TracesInVectors ? "ForwardVectors" : "ForwardTrace")}(parameters, input, trace);");
        ReadTrace(wanted(Last).Select(value => (Last, value)));
    }

    /// <summary>Reads z or a of some layers from the trace.</summary>
    private void ReadTrace(IEnumerable<(LayerPlan Layer, string Value)> wanted)
    {
        (LayerPlan Layer, string Value)[] values = [.. wanted];
        if (values.Any(value => !VectorPlan.IsDot(value.Layer)))
        {
            _writer.Line($"ref {context.T} kept = ref {_functions.At("trace", 0)};");
        }

        foreach ((LayerPlan layer, string value) in values)
        {
            _blocks.ReadTrace(layer, value);
        }
    }

    private void FromKept()
    {
        _writer.Line();
        _writer.Line($"// {context.Text(Last).GradientFormula}");
        _blocks.Read(Last, "dy", "outputGradient", 0);
        PreActivationGradient(Last);
        Call("inputGradient");
    }

    /// <summary>The private method that goes back by a trace, from dz of the last layer.</summary>
    public void Emit()
    {
        _writer.Line();
        _writer.Line($"/// <summary>The chain rule for one sample in vectors, from dz{Last.Number} down to dx.</summary>");
        if (StaysInRegisters)
        {
            _writer.Line(MemberWriter.Inlined);
        }
        else
        {
            members.KernelAttributes();
        }

        _writer.Wrapped(
            "private static void BackwardVectors(",
            [
                $"{context.ReadSpan} parameters, {context.ReadSpan} input,",
                .. StaysInRegisters ? Kept().Select(kept => $" {_blocks.Type(kept.Layer)} {kept.Name},") : (string[])[$" {context.ReadSpan} trace,"],
                .. _blocks.Vectors(Last, "dz").Select(dz => $" {_blocks.Type(Last)} {dz},"),
                $" {context.WriteSpan} gradient, {context.WriteSpan} dx",
            ],
            ")");
        _writer.Open();
        _writer.Lines($"""
            // A vector holds {plan.Lanes} outputs of a layer: dz1_0 the first, dz1_{plan.Lanes} those from {plan.Lanes} on. What it has too much is kept out of
            // every sum.
            var x = input.Slice(0, InputSize);
            """);
        if (!StaysInRegisters && context.Layers.Take(context.Layers.Count - 1).Any(layer => !VectorPlan.IsDot(layer)))
        {
            _writer.Line($"ref {context.T} kept = ref {_functions.At("trace", 0)};");
        }

        foreach (LayerPlan layer in context.Layers.Reverse())
        {
            _writer.Line();
            Comment.BackwardBlock(_writer, layer, layer == Last ? $"dz{layer.Number} is given" : context.Text(layer).GradientFormula);
            if (layer != Last)
            {
                if (context.Text(layer).DerivativeReadsZ && !StaysInRegisters)
                {
                    _blocks.ReadTrace(layer, "z");
                }

                PreActivationGradient(layer);
            }

            if (layer.Number > 1)
            {
                IncomingGradient(layer, $"da{layer.Number - 1}", $"da{layer.Number - 1}");
            }

            _parameterGradient.Emit(layer);
        }

        WantedInputGradient();
        _writer.Close();
    }

    private void Call(string dx, string input = "input")
    {
        IEnumerable<string> kept = StaysInRegisters ? Kept().Select(kept => kept.Name) : ["trace"];
        _writer.Wrapped(
            "BackwardVectors(", [$"parameters, {input},", .. kept.Concat(_blocks.Vectors(Last, "dz")).Select(name => $" {name},"), $" gradient, {dx})"]);
    }

    /// <summary>What goes from the forward pass to the private method in registers: dz of the last layer is made of the rest.</summary>
    private IEnumerable<(LayerPlan Layer, string Name)> Kept() => context.Layers.Take(context.Layers.Count - 1).SelectMany(
        layer => _blocks.ReadBackward(layer).SelectMany(value => _blocks.Vectors(layer, value)).Select(name => (layer, name)));

    /// <summary>dz of a layer, whose z and a are in locals as its derivative needs them.</summary>
    private void PreActivationGradient(LayerPlan layer)
    {
        int l = layer.Number;
        ActivationText text = context.Text(layer);
        if (layer.Spec.Activation == Activation.Softmax)
        {
            SoftmaxGradient(layer);
            return;
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

    /// <summary>dz·Wᵀ: a sum over each row of W.</summary>
    private void IncomingGradient(LayerPlan layer, string formula, string name)
    {
        int l = layer.Number;
        if (layer.Number == 1 || !VectorPlan.IsDot(layer))
        {
            string how = VectorPlan.IsDot(layer) ? ""
                : plan.SumsColumns(layer) ? $": the sum of dz{l}[j] times column j of W{l}"
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
                _writer.Line($"var {name}_{first} = dz{l} * {_blocks.LoadWeights(layer, first, Math.Min(plan.Lanes, layer.Inputs - first))};");
            }

            return;
        }

        if (layer.Inputs == 1)
        {
            _writer.Wrapped($"{context.T} {name} = {VectorFunctions.OpenSum}", RowProduct(layer, 0), ");");
            return;
        }

        if (plan.SumsColumns(layer))
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
        (string, string) Factors(int first) => ($"dz{l}_{first}", _blocks.LoadWeights(layer, i * layer.Outputs + first, Math.Min(plan.Lanes, layer.Outputs - first)));
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

        _writer.Line($"ref {context.T} to = ref {_functions.At("dx", 0)};");
        _blocks.Store("dx", first.Inputs, "to", 0, end: first.Inputs);
        _writer.Close();
    }
}
