using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes <c>Forward</c> with the outputs of a layer side by side in vectors: z1_8 is z1 from output 8 on.</summary>
/// <remarks>
/// A row of W that does not fill its last vector is read on into the next one; the surplus lanes hold nothing of use, and are
/// never looked at. Sums of many inputs are split in up to four, since a multiply-add takes four cycles to finish. All is read
/// before the output is written, so no overlap does harm.
/// </remarks>
internal sealed class VectorForward(EmitContext context, VectorPlan plan)
{
    private const string Numerics = "global::MlpGen.Numerics";

    private readonly SourceWriter _writer = context.Writer;
    private bool _readsParts;

    private LayerPlan Last => context.Plan.Last;

    /// <summary>The body of <c>Forward</c>, behind its checks.</summary>
    public void Body()
    {
        Fallback();
        _writer.Line();
        _writer.Lines($"""
            // A vector holds {plan.Lanes} outputs of a layer: z1_0 the first, z1_{plan.Lanes} those from {plan.Lanes} on. A row of W that does not fill its last
            // vector reads on into what lies behind; those lanes are never looked at.
            var x = input;
            """);
        if (plan.Length > 0)
        {
            _writer.Line($"{context.WriteSpan} a = stackalloc {context.T}[{plan.Length}]; // of hidden layers, to be read one by one");
        }

        int place = 0;
        foreach (LayerPlan layer in context.Layers)
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
                place = Keep(layer, place);
            }
        }

        _writer.Line();
        _writer.Line($"// y = a{Last.Number}");
        Store();
    }

    /// <summary>Writes the functions that the text calls; <paramref name="hasMultiplyAdd"/> if the file has that of vectors already.</summary>
    public void EmitFunctions(bool hasMultiplyAdd)
    {
        (string v, string shortV) = (context.Lanes.Type, context.Lanes.ShortType);
        if (!hasMultiplyAdd)
        {
            LaneEmitter.EmitMultiplyAdd(context);
        }

        const string Inline =
            "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";
        _writer.Line();
        _writer.Lines($"""
            /// <summary>x·w + sum, one x for all lanes.</summary>
            {Inline}
            private static {context.New(Names.MultiplyAdd, isMethod: true, context.T, shortV, shortV)}{v} {Names.MultiplyAdd}({context.T} x, {v} w, {v} sum) =>
                {Names.MultiplyAdd}(global::System.Runtime.Intrinsics.Vector256.Create(x), w, sum);

            /// <summary>{plan.Lanes} numbers from a place on.</summary>
            {Inline}
            private static {context.New(Names.Load, isMethod: true, $"ref {context.T}", "int")}{v} {Names.Load}(ref {context.T} from, int first) =>
                {Numerics}.OutputLanes.Load(ref from, first);

            /// <summary>Writes them to a place and those behind it.</summary>
            {Inline}
            private static {context.New(Names.Store, isMethod: true, shortV, $"Span<{context.T}>", "int")}void {Names.Store}({v} values, {context.WriteSpan} to, int first) =>
                global::System.Runtime.Intrinsics.Vector256.CopyTo(values, to.Slice(first));
            """);
        if (_readsParts)
        {
            _writer.Line();
            _writer.Lines($"""
                /// <summary>So many numbers, and zeros in the other lanes: at the end of the memory.</summary>
                {Inline}
                private static {context.New(Names.Load, isMethod: true, $"ref {context.T}", "int", "int")}{v} {Names.Load}(ref {context.T} from, int first, int count) =>
                    {Numerics}.OutputLanes.Load(ref from, first, count);
                """);
        }
    }

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

    private void NameParameters(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line($"ref {context.T} W{l} = ref {Numerics}.OutputLanes.At(parameters, {layer.WeightOffset});");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"ref {context.T} b{l} = ref {Numerics}.OutputLanes.At(parameters, {layer.BiasOffset});");
        }
    }

    /// <summary>z, a vector of outputs after the other: x_0·row 0 + x_1·row 1 + … + b.</summary>
    private void Rows(LayerPlan layer)
    {
        int vectors = plan.Vectors(layer.Outputs);
        int sums = Math.Min(vectors <= 2 ? 4 : vectors <= 4 ? 2 : 1, Math.Max(1, layer.Inputs / 2));
        for (int first = 0; first < layer.Outputs; first += plan.Lanes)
        {
            for (int sum = 0; sum < sums; sum++)
            {
                string? seed = sum == 0 && layer.Spec.HasBias ? LoadParameters($"b{layer.Number}", layer.BiasOffset, first) : null;
                (string X, string Row)[] terms =
                    [.. Enumerable.Range(0, layer.Inputs).Where(i => i % sums == sum).Select(i => (In(layer, i), Row(layer, i, first)))];
                _writer.Wrapped(sum == 0 ? $"var z{layer.Number}_{first} =" : "    +", Sum(terms, seed), sum == sums - 1 ? ";" : "");
            }
        }
    }

    /// <summary>z of the one output: W is a single column, so the vectors of the layer before are multiplied with it as they are.</summary>
    private void Dot(LayerPlan layer)
    {
        int l = layer.Number;
        List<(string, string)> terms = [];
        for (int first = 0; first < layer.Inputs; first += plan.Lanes)
        {
            int count = Math.Min(plan.Lanes, layer.Inputs - first);
            bool isWhole = count == plan.Lanes;
            string w = Load($"W{l}", first, count);
            string x = l > 1 && VectorPlan.IsDot(context.Layers[l - 2]) ? $"global::System.Runtime.Intrinsics.Vector256.Create(a{l - 1})"
                : l > 1 ? isWhole ? $"a{l - 1}_{first}" : $"{Numerics}.OutputLanes.Keep(a{l - 1}_{first}, {count})"
                : Load($"{Numerics}.OutputLanes.At(x, 0)", first, count);
            terms.Add((x, w));
        }

        string bias = layer.Spec.HasBias ? $" + b{l}" : "";
        _writer.Wrapped($"{context.T} z{l} = global::System.Runtime.Intrinsics.Vector256.Sum(", Sum([.. terms], seed: null).Select((part, k) => k == 0 ? part.TrimStart() : part), $"){bias};");
        _writer.Line($"{context.T} a{l} = {OfOne(layer)};");
    }

    /// <summary>a of the one output. The softmax of one is 1, or NaN.</summary>
    private string OfOne(LayerPlan layer) => layer.Spec.Activation == Activation.Softmax
        ? $"{context.Number(1)} + (z{layer.Number} - z{layer.Number})"
        : context.Text(layer).Value($"z{layer.Number}");

    private void Activate(LayerPlan layer)
    {
        if (layer.Spec.Activation == Activation.Softmax)
        {
            if (layer.Outputs <= plan.Lanes)
            {
                _writer.Line($"var a{layer.Number}_0 = {Numerics}.OutputLanes.Softmax(z{layer.Number}_0, {layer.Outputs});");
            }

            return; // else when z is in the output
        }

        var text = new ActivationText(layer, context, context.Lanes);
        for (int first = 0; first < layer.Outputs; first += plan.Lanes)
        {
            _writer.Line($"var a{layer.Number}_{first} = {text.Value($"z{layer.Number}_{first}")};");
        }
    }

    /// <summary>Keeps a of a layer where the next one reads it one by one, if it does. Returns the next free place.</summary>
    private int Keep(LayerPlan layer, int place)
    {
        if (!VectorPlan.IsKept(context.Layers, layer))
        {
            return place;
        }

        int length = plan.Lanes * plan.Vectors(layer.Outputs);
        _writer.Line($"var a{layer.Number} = a.Slice({place}, {length});");
        for (int first = 0; first < layer.Outputs; first += plan.Lanes)
        {
            _writer.Line($"{Names.Store}(a{layer.Number}_{first}, a{layer.Number}, {first});");
        }

        return place + length;
    }

    private void Store()
    {
        if (VectorPlan.IsDot(Last))
        {
            _writer.Line($"output[0] = a{Last.Number};");
            return;
        }

        bool isLongSoftmax = Last.Spec.Activation == Activation.Softmax && Last.Outputs > plan.Lanes;
        string value = isLongSoftmax ? "z" : "a";
        for (int first = 0; first < Last.Outputs; first += plan.Lanes)
        {
            if (first + plan.Lanes <= Last.Outputs)
            {
                _writer.Line($"{Names.Store}({value}{Last.Number}_{first}, output, {first});");
                continue;
            }

            for (int j = first; j < Last.Outputs; j++)
            {
                _writer.Line($"output[{j}] = {value}{Last.Number}_{first}[{j - first}];");
            }
        }

        if (isLongSoftmax)
        {
            _writer.Line($"{Numerics}.ActivationPass.Softmax<{context.T}>(output, output, OutputSize);");
        }
    }

    /// <summary>An input of the layer: one number.</summary>
    private string In(LayerPlan layer, int i) =>
        layer.Number == 1 ? $"x[{i}]"
        : VectorPlan.IsDot(context.Layers[layer.Number - 2]) ? $"a{layer.Number - 1}"
        : $"a{layer.Number - 1}[{i}]";

    private string Row(LayerPlan layer, int i, int first) => LoadParameters($"W{layer.Number}", layer.WeightOffset, i * layer.Outputs + first);

    /// <summary>A vector of parameters; at the end of them all, what there is.</summary>
    private string LoadParameters(string name, int offset, int first) => Load(name, first, context.Plan.ParameterCount - offset - first);

    /// <summary>A vector of memory that goes on for so many numbers.</summary>
    private string Load(string name, int first, int count)
    {
        if (count >= plan.Lanes)
        {
            return $"{Names.Load}(ref {name}, {first})";
        }

        _readsParts = true;
        return $"{Names.Load}(ref {name}, {first}, {count})";
    }

    /// <summary>A sum of products by nested multiply-adds, as pieces of a line that may wrap.</summary>
    private static IEnumerable<string> Sum((string X, string W)[] terms, string? seed)
    {
        int last = seed is null ? terms.Length - 1 : terms.Length;
        string innermost = seed ?? $"{terms[last].X} * {terms[last].W}";
        return terms.Take(last).Select(term => $" {Names.MultiplyAdd}({term.X}, {term.W},").Append($" {innermost}{new string(')', last)}");
    }
}
