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
        int scalarBytes = spec.Precision == Precision.Double ? sizeof(double) : sizeof(float);

        PassPlan forward = PlanForward(spec.Unroll, layers, scalarBytes);
        PassPlan? backward = spec.Backward ? PlanBackward(spec.Unroll, layers, traceSize, scalarBytes) : null;
        return new NetworkPlan(
            spec,
            layers,
            ParameterCount: last.BiasOffset + (last.Spec.HasBias ? last.Outputs : 0),
            traceSize,
            forward,
            backward,
            ForwardBatch: PlanBatch(forward, bytesPerSample: ForwardBytes(layers, scalarBytes)),
            GradientBatch: backward is null ? null : PlanBatch(backward, bytesPerSample: GradientBytes(layers, traceSize, scalarBytes)));
    }

    private static EquatableArray<LayerPlan> Layout(EquatableArray<LayerSpec> specs)
    {
        var layers = new LayerPlan[specs.Count];
        int parameter = 0;
        int trace = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new LayerPlan(i + 1, specs[i], parameter, trace);
            parameter += specs[i].WeightCount + (specs[i].HasBias ? specs[i].Outputs : 0);
            trace += 2 * specs[i].Outputs;
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
            StackBytes: isUnrolled ? 0 : 2 * layers.Max(layer => layer.Outputs) * scalarBytes);
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

    /// <summary>Unrolled code takes a batch side by side while it is tiny; sample by sample beyond, and so does a pass that recomputes: its stack is full already.</summary>
    private static BatchPlan PlanBatch(PassPlan pass, long bytesPerSample)
    {
        if (pass.Memory != PassMemory.Stack)
        {
            bool fitsLanes = pass.Memory == PassMemory.Locals && pass.MultiplyAdds <= Budget.LaneMultiplyAdds;
            return new BatchPlan(fitsLanes ? BatchKind.Lanes : BatchKind.SampleBySample, TileSamples: 1, pass.StackBytes);
        }

        int samples = Budget.TileFor(bytesPerSample);
        return new BatchPlan(BatchKind.Tiles, samples, (int)(samples * bytesPerSample));
    }

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
        return unroll switch
        {
            Unroll.Full => new KernelChoice(KernelKind.Unrolled, "Unroll.Full asks for it"),
            Unroll.None => new KernelChoice(KernelKind.Rows, "Unroll.None asks for it"),
            _ => forward > Budget.UnrolledMultiplyAdds
                ? new KernelChoice(KernelKind.Rows, $"its {Count(forward)} multiply-adds forward are more than {Budget.UnrolledMultiplyAdds}")
                : new KernelChoice(KernelKind.Unrolled, $"no more than {Budget.UnrolledMultiplyAdds} multiply-adds forward"),
        };
    }

    private static string Count(long number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static EquatableArray<KernelChoice> Repeat(KernelChoice kernel, int count) => Enumerable.Repeat(kernel, count).ToEquatableArray();
}
