using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Turns a declaration into decisions. Knows nothing of text, and Emit decides nothing that is not here.</summary>
internal static class Planner
{
    /// <summary>Plans the network that a legal <paramref name="spec"/> declares.</summary>
    public static NetworkPlan Plan(NetworkSpec spec)
    {
        EquatableArray<LayerPlan> layers = Layout(spec.Layers);
        LayerPlan last = layers[layers.Count - 1];
        int traceSize = last.ActivationOffset + last.Outputs;
        int scalarBytes = Names.ScalarBytes(spec.Precision);

        PassPlan forward = PlanForward(spec.Unroll, layers, scalarBytes);
        VectorPlan? vectors = VectorPlan.Of(spec, layers, forward);
        bool endsInOnePass = forward.Memory == PassMemory.Stack && vectors is not { IsNarrow: true } && EndsInOnePass(layers);
        if (endsInOnePass)
        {
            forward = forward with { StackBytes = (int)ForwardBytes(layers.Take(layers.Count - 1).ToEquatableArray(), scalarBytes) };
        }

        PassPlan? backward = spec.Backward ? PlanBackward(spec.Unroll, layers, traceSize, scalarBytes) : null;
        return new NetworkPlan(
            spec,
            layers,
            ParameterCount: last.BiasOffset + (last.Spec.HasBias ? last.Outputs : 0),
            traceSize,
            forward,
            backward,
            ForwardBatch: PlanBatch(layers, forward, ForwardBytes(layers, scalarBytes), ForwardColumnBytes(layers, scalarBytes)),
            GradientBatch: backward is null
                ? null
                : PlanBatch(layers, backward, GradientBytes(layers, traceSize, scalarBytes), GradientColumnBytes(layers, scalarBytes)))
        {
            Vectors = vectors,
            EndsInOnePass = endsInOnePass,
            TrainingBatch = backward is not null && spec.Loss is not null && layers.Any(layer => layer.Drops) ? PlanTraining(spec) : null,
        };
    }

    private static EquatableArray<LayerPlan> Layout(EquatableArray<LayerSpec> specs)
    {
        var layers = new LayerPlan[specs.Count];
        int parameter = 0;
        int trace = 0;
        int dropped = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new LayerPlan(i + 1, specs[i], parameter, trace) { ReadsDropped = i > 0 && layers[i - 1].Drops, DroppedOffset = dropped };
            parameter += specs[i].WeightCount + (specs[i].HasBias ? specs[i].Outputs : 0);
            trace += 2 * specs[i].Outputs;
            dropped += layers[i].Drops ? specs[i].Outputs : 0;
        }

        return new EquatableArray<LayerPlan>(layers);
    }

    private static PassPlan PlanForward(Unroll unroll, EquatableArray<LayerPlan> layers, int scalarBytes)
    {
        KernelChoice kernel = Choose(unroll, layers);
        bool isUnrolled = kernel.Kind == KernelKind.Unrolled;
        return new PassPlan(
            isUnrolled ? PassMemory.Locals : PassMemory.Stack,
            Repeat(kernel, layers.Count),
            layers.Sum(layer => (long)layer.Spec.WeightCount),
            StackBytes: isUnrolled ? 0 : (int)ForwardBytes(layers, scalarBytes));
    }

    /// <summary>Whether the units of the last hidden layer are so quickly computed, and so many, that the single output behind them is best
    /// summed on the way.</summary>
    private static bool EndsInOnePass(EquatableArray<LayerPlan> layers)
    {
        if (layers.Count < 2 || layers[layers.Count - 1].Outputs > 1)
        {
            return false;
        }

        LayerPlan hidden = layers[layers.Count - 2];
        return hidden.Inputs <= Budget.OnePassInputs && hidden.Outputs >= Budget.OnePassUnits
            && hidden.Spec.Activation is not (Activation.Identity or Activation.Softmax);
    }

    private static PassPlan PlanBackward(Unroll unroll, EquatableArray<LayerPlan> layers, int traceSize, int scalarBytes)
    {
        KernelChoice kernel = Choose(unroll, layers);
        long kept = GradientBytes(layers, traceSize, scalarBytes);
        PassMemory memory = kernel.Kind == KernelKind.Unrolled ? PassMemory.Locals
            : kept <= Budget.StackBytes ? PassMemory.Stack
            : PassMemory.StackRecomputed;

        // Forward, then dW = aᵀ·dz and da = dz·Wᵀ for each layer.
        long multiplyAdds = 3 * layers.Sum(layer => (long)layer.Spec.WeightCount);
        int stackBytes = memory switch
        {
            PassMemory.Locals => 0,
            PassMemory.Stack => (int)kept,
            _ => 3 * layers.Max(layer => layer.Outputs) * scalarBytes,
        };
        return new PassPlan(memory, Repeat(kernel, layers.Count), multiplyAdds, stackBytes);
    }

    /// <summary>Unrolled code takes a batch side by side while it is tiny; sample by sample beyond, and so does a pass that recomputes: its
    /// stack is full already. All else goes in tiles, in columns where rows of units would fill vectors badly.</summary>
    private static BatchPlan PlanBatch(EquatableArray<LayerPlan> layers, PassPlan pass, long bytesPerSample, long columnBytesPerSample)
    {
        if (pass.Memory == PassMemory.Locals)
        {
            bool isTiny = pass.MultiplyAdds <= Budget.LaneMultiplyAdds;
            return new BatchPlan(
                isTiny ? BatchKind.Lanes : BatchKind.SampleBySample, TileSamples: 1, pass.StackBytes,
                $"its {Count(pass.MultiplyAdds)} multiply-adds are {(isTiny ? "no more" : "more")} than {Budget.LaneMultiplyAdds}");
        }

        if (pass.Memory == PassMemory.StackRecomputed)
        {
            return new BatchPlan(BatchKind.SampleBySample, TileSamples: 1, pass.StackBytes, "one sample fills the stack already");
        }

        if (ColumnReason(layers) is { } reason && Budget.TileSamples * columnBytesPerSample <= Budget.StackBytes)
        {
            return new BatchPlan(BatchKind.Columns, Budget.TileSamples, (int)(Budget.TileSamples * columnBytesPerSample), reason);
        }

        int samples = Budget.TileFor(bytesPerSample);
        return new BatchPlan(
            BatchKind.Tiles, samples, (int)(samples * bytesPerSample),
            samples == Budget.TileSamples ? "its layers fill vectors along their units" : "no more samples fit on the stack");
    }

    /// <summary>Training with dropout goes in tiles, whatever the layers: its masks cost more than narrow layers lose. Parsing has seen to it
    /// that one sample fits.</summary>
    private static BatchPlan PlanTraining(NetworkSpec spec)
    {
        long bytesPerSample = TrainingMemory.BytesOf(spec.Layers, spec.Precision);
        int samples = Budget.TileFor(bytesPerSample);
        return new BatchPlan(
            BatchKind.Tiles, samples, (int)(samples * bytesPerSample),
            samples == Budget.TileSamples ? "masks are drawn by rows of units" : "no more samples fit on the stack");
    }

    /// <summary>Why columns suit these layers; null if they do not.</summary>
    private static string? ColumnReason(EquatableArray<LayerPlan> layers)
    {
        int widest = layers.Max(layer => Math.Max(layer.Inputs, layer.Outputs));
        if (widest <= Budget.ColumnWidth)
        {
            return $"no layer is wider than {Budget.ColumnWidth}";
        }

        // Forward, vectors run along the outputs; backward, along the inputs.
        long lanes = layers.Sum(layer => layer.Inputs * InVectors(layer.Outputs) + layer.Outputs * InVectors(layer.Inputs));
        double empty = 1 - 2.0 * layers.Sum(layer => (long)layer.Spec.WeightCount) / lanes;
        return widest <= Budget.RaggedColumnWidth && empty >= Budget.EmptyLanes
            ? $"rows of its units would leave {(int)(100 * empty)} % of all lanes empty"
            : null;

        static long InVectors(int width) => (width + VectorLanes - 1) / VectorLanes * VectorLanes;
    }

    /// <summary>The floats in the widest vector, and twice its doubles.</summary>
    private const int VectorLanes = 16;

    /// <summary>Two buffers that take turns, x in the first of them.</summary>
    private static long ForwardColumnBytes(EquatableArray<LayerPlan> layers, int scalarBytes) =>
        2L * Math.Max(layers[0].Inputs, layers.Max(layer => layer.Outputs)) * scalarBytes;

    /// <summary>The tile; a of the last layer, in rows and in columns, and the targets; and two buffers that take turns, which dx needs too.</summary>
    private static long GradientColumnBytes(EquatableArray<LayerPlan> layers, int scalarBytes) =>
        (ColumnLayout.Of(layers).Units + 2L * layers[layers.Count - 1].Outputs
            + 2L * Math.Max(layers[0].Inputs, layers.Max(layer => layer.Outputs))) * scalarBytes;

    /// <summary>Two buffers that take turns between the layers; the last layer writes to the caller's memory.</summary>
    private static long ForwardBytes(EquatableArray<LayerPlan> layers, int scalarBytes) =>
        2L * layers.Take(layers.Count - 1).Select(layer => layer.Outputs).DefaultIfEmpty(0).Max() * scalarBytes;

    /// <summary>The trace, and two buffers that take turns: dz of one layer, ∂L/∂a of the layer before.</summary>
    private static long GradientBytes(EquatableArray<LayerPlan> layers, int traceSize, int scalarBytes) =>
        (traceSize + 2L * layers.Max(layer => layer.Outputs)) * scalarBytes;

    /// <summary>A network is unrolled whole or not at all, since its values then never leave the registers.</summary>
    private static KernelChoice Choose(Unroll unroll, EquatableArray<LayerPlan> layers)
    {
        long forward = layers.Sum(layer => (long)layer.Spec.WeightCount);
        int exponentials = layers.Sum(layer => ActivationTraits.Of(layer.Spec.Activation).IsExponential ? layer.Outputs : 0);
        return unroll switch
        {
            Unroll.Full => new KernelChoice(KernelKind.Unrolled, "Unroll.Full asks for it"),
            Unroll.None => new KernelChoice(KernelKind.Rows, "Unroll.None asks for it"),
            _ when forward > Budget.UnrolledMultiplyAdds =>
                new KernelChoice(KernelKind.Rows, $"its {Count(forward)} multiply-adds forward are more than {Budget.UnrolledMultiplyAdds}"),
            _ when forward > Budget.ScalarMultiplyAdds && exponentials > Budget.ScalarExponentials =>
                new KernelChoice(KernelKind.Rows, $"its {exponentials} exponentials are more than {Budget.ScalarExponentials}"),
            _ => new KernelChoice(KernelKind.Unrolled, $"no more than {Budget.UnrolledMultiplyAdds} multiply-adds forward"),
        };
    }

    private static string Count(long number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static EquatableArray<KernelChoice> Repeat(KernelChoice kernel, int count) => Enumerable.Repeat(kernel, count).ToEquatableArray();
}
