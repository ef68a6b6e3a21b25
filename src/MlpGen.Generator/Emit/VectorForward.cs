using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes <c>Forward</c>, and what is behind <c>ForwardTrace</c>, with the outputs of a layer side by side in vectors: z1_8 is z1
/// from output 8 on.</summary>
/// <remarks>
/// A row of W that does not fill its last vector is read on into the next one; the surplus lanes hold nothing of use, and are
/// never looked at. Sums of many inputs are split in up to four, since a multiply-add takes four cycles to finish. All is read
/// before the output is written, so no overlap does harm; a trace, which is written from the first layer on, overlaps nothing.
/// </remarks>
internal sealed class VectorForward(EmitContext context, MemberWriter members, VectorPlan plan)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly VectorFunctions _functions = context.Lanes.Vectors;
    private readonly VectorBlocks _blocks = new(context, plan);

    private bool _areGiven; // whether z and a are out parameters, and not locals

    private LayerPlan Last => context.Plan.Last;

    private string Local => _areGiven ? "" : "var ";

    private string LocalNumber => _areGiven ? "" : $"{context.T} ";

    /// <summary>The body of <c>Forward</c>, behind its checks, with what other hardware does instead.</summary>
    public void BodyWithFallback()
    {
        Fallback();
        _writer.Line();
        Body();
    }

    /// <summary>The body of <c>Forward</c> for hardware that has vectors.</summary>
    public void Body()
    {
        Legend();
        _writer.Line("var x = input;");
        foreach (LayerPlan layer in context.Layers)
        {
            Layer(layer);
        }

        _writer.Line();
        _writer.Line($"// y = a{Last.Number}");
        Output();
    }

    /// <summary>The private method that keeps every z and every a: hands them over in registers if they are few, else in a trace.</summary>
    public void EmitKept()
    {
        _writer.Line();
        if (context.Plan.StaysInRegisters)
        {
            EmitInRegisters();
        }
        else
        {
            EmitTraced();
        }
    }

    /// <summary>The body of <c>ForwardTrace</c>.</summary>
    public void IntoTrace()
    {
        if (!context.Plan.StaysInRegisters)
        {
            _writer.Line("ForwardVectors(parameters, input, trace);");
            return;
        }

        CallInRegisters(layer => ["z", "a"]);
        if (context.Layers.Any(layer => !VectorPlan.IsDot(layer)))
        {
            _writer.Line($"ref {context.T} kept = ref {_functions.At("trace", 0)};");
        }

        foreach (LayerPlan layer in context.Layers)
        {
            Trace(layer);
        }
    }

    /// <summary>Calls the private method that leaves z and a in locals.</summary>
    /// <param name="wanted">Which of <c>z</c> and <c>a</c> of a layer are of use.</param>
    public void CallInRegisters(Func<LayerPlan, IEnumerable<string>> wanted)
    {
        _writer.Wrapped(
            "ForwardVectors(", ["parameters, input,", .. Kept((layer, value, name) => wanted(layer).Contains(value) ? $"out var {name}" : "out var _")]);
    }

    /// <summary>An argument or a parameter for each z and each a, as pieces of a line up to its parenthesis.</summary>
    private IEnumerable<string> Kept(Func<LayerPlan, string, string, string> text)
    {
        string[] all =
        [
            .. context.Layers.SelectMany(layer => ((string[])["z", "a"]).SelectMany(
                value => _blocks.Vectors(layer, value).Select(name => text(layer, value, name)))),
        ];
        return all.Select((one, k) => $" {one}{(k + 1 < all.Length ? "," : ")")}");
    }

    private void EmitInRegisters()
    {
        _writer.Line("/// <summary>The forward pass of one sample in vectors, every z and every a for the caller.</summary>");
        _writer.Line(MemberWriter.Inlined);
        _writer.Wrapped(
            "private static void ForwardVectors(",
            [$"{context.ReadSpan} parameters, {context.ReadSpan} input,", .. Kept((layer, _, name) => $"out {_blocks.Type(layer)} {name}")],
            tail: "");
        _writer.Open();
        Legend();
        _writer.Line("var x = input.Slice(0, InputSize);");
        _areGiven = true;
        foreach (LayerPlan layer in context.Layers)
        {
            Layer(layer);
        }

        _areGiven = false;
        _writer.Close();
    }

    private void EmitTraced()
    {
        _writer.Line("/// <summary>The forward pass of one sample in vectors, every z and every a kept.</summary>");
        members.KernelAttributes();
        _writer.Open($"private static void ForwardVectors({context.ReadSpan} parameters, {context.ReadSpan} input, {context.WriteSpan} trace)");
        Legend();
        _writer.Line("// In the trace, they are overwritten by what belongs there.");
        _writer.Line("var x = input.Slice(0, InputSize);");
        _writer.Line($"ref {context.T} kept = ref {_functions.At("trace", 0)};");
        foreach (LayerPlan layer in context.Layers)
        {
            Layer(layer);
            Trace(layer);
        }

        _writer.Close();
    }

    private void Legend() => _writer.Lines($"""
        // A vector holds {plan.Lanes} outputs of a layer: z1_0 the first, z1_{plan.Lanes} those from {plan.Lanes} on. A row of W that does not fill its last
        // vector reads on into what lies behind; those lanes are never looked at.
        """);

    /// <summary>Without vectors of this width the kernels of the runtime do better, which have all widths.</summary>
    private void Fallback()
    {
        _writer.Open("if (!global::System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated)");
        _writer.Line("// By the kernels of the runtime, which have narrower vectors too.");
        _writer.Line($"{context.WriteSpan} trace = stackalloc {context.T}[TraceSize];");
        _writer.Line($"ForwardTrace({context.PassedParameters}input, trace);");
        _writer.Line("trace.Slice(TraceSize - OutputSize).CopyTo(output);");
        _writer.Line("return;");
        _writer.Close();
    }

    private void Layer(LayerPlan layer)
    {
        _writer.Line();
        Comment.ForwardBlock(_writer, layer, context.Text(layer));
        NameParameters(layer);
        if (VectorPlan.IsDot(layer))
        {
            Dot(layer);
        }
        else
        {
            Rows(layer);
            Activate(layer);
        }
    }

    private void NameParameters(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line($"ref {context.T} W{l} = ref {_functions.At("parameters", layer.WeightOffset)};");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"ref {context.T} b{l} = ref {_functions.At("parameters", layer.BiasOffset)};");
        }
    }

    /// <summary>z, a vector of outputs after the other: x_0·row 0 + x_1·row 1 + … + b.</summary>
    private void Rows(LayerPlan layer)
    {
        int sums = Math.Min(plan.Vectors(layer.Outputs) <= 2 ? 4 : 2, Math.Max(1, layer.Inputs / 2));
        foreach (int first in plan.Firsts(layer.Outputs))
        {
            for (int sum = 0; sum < sums; sum++)
            {
                // Four sums are added in pairs, (A + B) + (C + D).
                string open = sums == 4 && sum % 2 == 0 ? " (" : "", close = sums == 4 && sum % 2 == 1 ? ")" : "";
                string? seed = sum == 0 && layer.Spec.HasBias ? _blocks.LoadParameters($"b{layer.Number}", layer.BiasOffset, first, Needed(layer.Outputs, first)) : null;
                (string X, string Row)[] terms =
                [
                    .. Enumerable.Range(0, layer.Inputs).Where(i => i % sums == sum)
                        .Select(i => (In(layer, i), _blocks.LoadWeights(layer, i * layer.Outputs + first, Needed(layer.Outputs, first)))),
                ];
                _writer.Wrapped(
                    (sum == 0 ? $"{Local}z{layer.Number}_{first} =" : "    +") + open,
                    _functions.SumOfProducts(seed, terms, areVectors: TakesLanes(layer)),
                    close + (sum == sums - 1 ? ";" : ""));
            }
        }
    }

    /// <summary>z of the one output: W is a single column, so the vectors of the layer before are multiplied with it as they are.</summary>
    private void Dot(LayerPlan layer)
    {
        int l = layer.Number;
        List<(string, string)> terms = [];
        foreach (int first in plan.Firsts(layer.Inputs))
        {
            int count = Math.Min(plan.Lanes, layer.Inputs - first);
            string w = _functions.Load($"W{l}", first, count);
            string x = _blocks.FollowsOneOutput(layer) ? VectorFunctions.Create($"a{l - 1}")
                : l > 1 ? _functions.Keep($"a{l - 1}_{first}", count)
                : _functions.Load(_functions.At("x", 0), first, count);
            terms.Add((x, w));
        }

        string bias = layer.Spec.HasBias ? $" + b{l}" : "";
        _writer.Wrapped(
            $"{LocalNumber}z{l} = {VectorFunctions.OpenSum}",
            _functions.SumOfProducts(seed: null, terms, areVectors: true), $"){bias};");
        _writer.Line($"{LocalNumber}a{l} = {OfOne(layer)};");
    }

    /// <summary>a of the one output. The softmax of one is 1, or NaN.</summary>
    private string OfOne(LayerPlan layer) => layer.Spec.Activation == Activation.Softmax
        ? $"{context.Number(1)} + (z{layer.Number} - z{layer.Number})"
        : context.Text(layer).Value($"z{layer.Number}");

    private void Activate(LayerPlan layer)
    {
        if (layer.Spec.Activation == Activation.Softmax)
        {
            if (!plan.IsLongSoftmax(layer))
            {
                _writer.Line($"{Local}a{layer.Number}_0 = {VectorFunctions.OutputLanes}.Softmax(z{layer.Number}_0, {layer.Outputs});");
            }

            return; // else when z is in the output
        }

        var text = new ActivationText(layer, context, context.Lanes);
        foreach (int first in plan.Firsts(layer.Outputs))
        {
            _writer.Line($"{Local}a{layer.Number}_{first} = {text.Value($"z{layer.Number}_{first}")};");
        }
    }

    private int Needed(int outputs, int first) => Math.Min(plan.Lanes, outputs - first);

    private void Output()
    {
        if (VectorPlan.IsDot(Last))
        {
            _writer.Line($"output[0] = a{Last.Number};");
            return;
        }

        _writer.Line($"ref {context.T} y = ref {_functions.At("output", 0)};");
        _blocks.Store($"{(plan.IsLongSoftmax(Last) ? "z" : "a")}{Last.Number}", Last.Outputs, "y", 0, end: Last.Outputs);
        if (plan.IsLongSoftmax(Last))
        {
            _writer.Line($"global::MlpGen.Numerics.ActivationPass.Softmax<{context.T}>(output, output, OutputSize);");
        }
    }

    private void Trace(LayerPlan layer)
    {
        Trace(layer, "z", layer.TraceOffset);
        Trace(layer, "a", layer.ActivationOffset);
    }

    /// <summary>Keeps z or a of a layer. What a vector has too much lands where the trace goes on, and is overwritten then.</summary>
    private void Trace(LayerPlan layer, string value, int place)
    {
        if (VectorPlan.IsDot(layer))
        {
            _writer.Line($"trace[{place}] = {value}{layer.Number};");
        }
        else if (value == "a" && plan.IsLongSoftmax(layer))
        {
            string z = $"trace.Slice({layer.TraceOffset}, {layer.Outputs})", a = $"trace.Slice({place}, {layer.Outputs})";
            _writer.Line($"global::MlpGen.Numerics.ActivationPass.Softmax<{context.T}>({z}, {a}, {layer.Outputs});");
        }
        else
        {
            _blocks.Store($"{value}{layer.Number}", layer.Outputs, "kept", place, end: context.Plan.TraceSize);
        }
    }

    /// <summary>Whether the layer takes its inputs from the lanes of the layer before: all but the first, and one behind a single output.</summary>
    private bool TakesLanes(LayerPlan layer) => layer.Number > 1 && !_blocks.FollowsOneOutput(layer);

    /// <summary>An input of the layer: one number, or all lanes holding it.</summary>
    private string In(LayerPlan layer, int i)
    {
        int first = i / plan.Lanes * plan.Lanes;
        return TakesLanes(layer) ? _functions.Lane($"a{layer.Number - 1}_{first}", i - first)
            : layer.Number > 1 ? $"a{layer.Number - 1}"
            : $"x[{i}]";
    }
}
