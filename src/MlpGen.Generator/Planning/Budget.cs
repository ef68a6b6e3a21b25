using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>How large generated methods may grow before the JIT compiles them badly, and how deep the stack may go.</summary>
/// <remarks>
/// RyuJIT stops tracking locals beyond some hundreds, spills scalar code from about 32 × 32 on, and gives up optimizing
/// a method altogether beyond 60,000 bytes of IL. The limits below keep a wide distance from each of these.
/// </remarks>
internal static class Budget
{
    /// <summary>The most multiply-adds in one unrolled method.</summary>
    public const int UnrolledMultiplyAdds = Limits.OptimizedMultiplyAdds;

    /// <summary>The most bytes of IL in one unrolled method.</summary>
    public const int UnrolledIlBytes = 4_000;

    /// <summary>The most locals in one unrolled method.</summary>
    public const int UnrolledLocals = 400;

    /// <summary>The most bytes of stack that the intermediate values of a call may take: the contract's 128 KiB, less what the
    /// kernels take for panels of a transposed W, and room for the frames of the calls themselves.</summary>
    public const int StackBytes = 100 * 1024;

    /// <summary>The most multiply-adds of a pass with several samples side by side: each takes a call that the JIT must inline, and past some
    /// seven hundred of them in a method it stops.</summary>
    public const int LaneMultiplyAdds = 200;

    /// <summary>The fewest bytes of parameters that are worth aligning: below it, pinning each instance would cost more.</summary>
    public const int AlignedBytes = 4 * 1024;

    /// <summary>The most samples in a tile: beyond it nothing gets faster.</summary>
    public const int TileSamples = 64;

    /// <summary>The samples of a tile that fits the stack: a multiple of the kernels' eight rows wherever that leaves any.</summary>
    public static int TileFor(long bytesPerSample)
    {
        long samples = Math.Min(TileSamples, StackBytes / Math.Max(1, bytesPerSample));
        return (int)(samples >= TileRows ? samples - samples % TileRows : Math.Max(1, samples));
    }

    private const int TileRows = 8;

    // What Roslyn emits, on average: a span element into a local; local·local + sum; an element += local·local; a call.
    private const int LoadIl = 12;
    private const int MultiplyAddIl = 6;
    private const int AccumulateIl = 22;
    private const int CallIl = 14;

    /// <summary>The size of the unrolled forward pass.</summary>
    public static UnrolledSize ForwardSize(IReadOnlyList<LayerPlan> layers)
    {
        long weights = layers.Sum(layer => (long)layer.Spec.WeightCount);
        long units = layers.Sum(layer => (long)layer.Outputs);
        long biases = layers.Sum(layer => layer.Spec.HasBias ? (long)layer.Outputs : 0);
        long inputs = layers[0].Inputs;
        return new UnrolledSize(
            MultiplyAdds: weights,
            IlBytes: (weights + biases + inputs) * LoadIl + weights * MultiplyAddIl + units * CallIl,
            Locals: weights + biases + inputs + 2 * units);
    }

    /// <summary>The size of the unrolled forward, loss and backward pass in one method.</summary>
    public static UnrolledSize GradientSize(IReadOnlyList<LayerPlan> layers)
    {
        UnrolledSize forward = ForwardSize(layers);
        long units = layers.Sum(layer => (long)layer.Outputs);
        return new UnrolledSize(
            MultiplyAdds: 3 * forward.MultiplyAdds,
            IlBytes: forward.IlBytes + forward.MultiplyAdds * (AccumulateIl + MultiplyAddIl) + units * (AccumulateIl + 2 * CallIl),
            Locals: forward.Locals + 2 * units + 2 * layers[layers.Count - 1].Outputs);
    }
}

/// <summary>The size of a method if it were unrolled.</summary>
internal sealed record UnrolledSize(long MultiplyAdds, long IlBytes, long Locals)
{
    /// <summary>The first budget that this size breaks, in words; null if it fits.</summary>
    public string? Excess =>
        MultiplyAdds > Budget.UnrolledMultiplyAdds ? $"{Count(MultiplyAdds)} multiply-adds, more than {Count(Budget.UnrolledMultiplyAdds)}"
        : Locals > Budget.UnrolledLocals ? $"{Count(Locals)} locals, more than {Count(Budget.UnrolledLocals)}"
        : IlBytes > Budget.UnrolledIlBytes ? $"about {Count(IlBytes)} bytes of IL, more than {Count(Budget.UnrolledIlBytes)}"
        : null;

    private static string Count(long number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
