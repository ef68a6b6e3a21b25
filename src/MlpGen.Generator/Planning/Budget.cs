using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>How large generated methods may grow before the JIT compiles them badly, and how deep the stack may go.</summary>
/// <remarks>
/// RyuJIT stops tracking locals beyond some hundreds, spills scalar code from about 32 × 32 on, and gives up optimizing
/// a method altogether beyond 60,000 bytes of IL. What is unrolled here stays far below each of these: vectors win long before.
/// </remarks>
internal static class Budget
{
    /// <summary>The most multiply-adds of a forward pass that is unrolled unasked. Measured: 4-8-2 (48) takes as long by rows of W,
    /// 8 × 8 (64) almost twice as long unrolled. The gradient, three times as many, crosses at the same sizes.</summary>
    public const int UnrolledMultiplyAdds = 48;

    /// <summary>The most multiply-adds of a forward pass that is written number by number beside the text in vectors: short enough to be read along,
    /// and for hardware without vectors as fast as anything. Measured: 2-3-2 (12) takes two thirds of that time in vectors,
    /// 2-8-1 (24) one third.</summary>
    public const int ScalarMultiplyAdds = 16;

    /// <summary>The most exponentials of a longer pass that is unrolled all the same. Measured: 2-8-1 with tanh and σ (9) goes forward and back in
    /// 56 ns unrolled.</summary>
    public const int ScalarExponentials = 4;

    /// <summary>The most multiply-adds of vectors that are written out. Measured: 6-24-24-1 (93) takes 48 ns so, 79 by kernels; 32 × 32 (128) 30 and
    /// 20, since the kernels have wider vectors.</summary>
    public const int VectorMultiplyAdds = 96;

    /// <summary>The most vectors for the outputs of a layer of a forward pass that is written out in them. Measured: 1-100-1 with tanh takes 37 ns so,
    /// 33 by kernels, whose vectors are wider; its gradient 59 and 94.</summary>
    public const int VectorsInLayer = 4;

    /// <summary>The most vectors of z and a that go from the forward to the backward pass in registers. Measured: 4-8-2 (4) takes 9 ns so, 16 by a
    /// trace and 26 unrolled; 4-16-16-3 (10) as long either way.</summary>
    public const int VectorsInRegisters = 8;

    /// <summary>The most calls of vector functions of a forward and a backward pass that are compiled as one. Each takes the JIT some locals, and past
    /// 512 of those it inlines no more; measured over forty networks, that begins at 124.</summary>
    public const int InlinedCalls = 110;

    /// <summary>The most inputs of a layer that goes through together with the one output behind it: more, and its sums are worth a pass of their
    /// own. Measured: 1-100-1 takes 26 ns instead of 32.</summary>
    public const int OnePassInputs = 4;

    /// <summary>The fewest units of such a layer: two vectors of the widest.</summary>
    public const int OnePassUnits = 32;

    /// <summary>The most bytes of stack that the intermediate values of a call may take: the contract's 128 KiB, less what the
    /// kernels take for panels of a transposed W, and room for the frames of the calls themselves.</summary>
    public const int StackBytes = 100 * 1024;

    /// <summary>The bytes of stack for raw inputs that are normalised, beside those of the pass.</summary>
    public const int RawBytes = 16 * 1024;

    /// <summary>The most multiply-adds of a pass with several samples side by side: each takes a call that the JIT must inline, and past some
    /// seven hundred of them in a method it stops.</summary>
    public const int LaneMultiplyAdds = 200;

    /// <summary>The most inputs and multiply-adds of a pass whose vector of samples takes hardly longer than one sample by itself. Measured, forward: 16
    /// samples of 3-1 (6) and 2-3-2 (14) take 3 ns and one 4, of 2-2-1 with tanh and σ (8) 24 and 17; 16 of 10-1 (20) take 15 ns and one 3.</summary>
    public const int QuickLanes = 16;

    /// <summary>The most inputs of a single layer, for each output, that several samples side by side are worth, since they must be turned for that.
    /// Measured: 14-1 takes as long forward as one by one, six tenths with gradients; 24-1 twice as long and as long, 48-1 ten and six times.</summary>
    public const int LaneInputsOfOutput = 14;

    /// <summary>The most inputs of a single layer, whatever its outputs. Measured with gradients: 20-2 takes six tenths of the time, 24-2 as long.</summary>
    public const int LaneInputs = 20;

    /// <summary>The fewest bytes of parameters that are worth aligning: below it, pinning each instance would cost more.</summary>
    public const int AlignedBytes = 4 * 1024;

    /// <summary>The most samples in a tile: beyond it nothing gets faster.</summary>
    public const int TileSamples = 64;

    /// <summary>The fewest samples of a tile in columns, where one goes layer by layer, or takes a loss with exponentials or forward two layers of them: fewer
    /// leave most of each vector empty. Measured: even at 4 to 8 samples forward for 4-4-4-4 and 4-2-3-1 with tanh, σ and GELU, for 6-9-1-5 and 3-26-4, but
    /// at 16 for 85-7, whose sums are long; at 4 to 11 with a cross entropy for 27-8, 17-6-4 and 4-2-3-1; at 7 to 12 back for 5-12-3 and 4-16-16-3 with softmax.</summary>
    public const int SamplesOfTile = 8;

    /// <summary>The same with gradients beside one sample in vectors with exponentials, which take as long one by one as together. Measured: even at 7 to 13
    /// samples for 4-4-4-4, 2-8-8-1, 1-9-10 and 9-9-7.</summary>
    public const int SamplesBesideExponentials = 12;

    /// <summary>The same beside one sample in vectors without, or that is short with one layer of them, or whose last two layers go in one pass. Measured: even
    /// at 10 to 19 samples forward for 3-16-2, 8-16-4 and 6-24-24-1, at 14 to 25 for 13-7, 3-63 and 2-2-4-8 with softplus and ELU, at 11 to 18 forward and back
    /// for 4-8-8-2, 11-10-3 and 6-24-24-1; 1-100-1 at 12 and 15.</summary>
    public const int SamplesBesideQuick = 16;

    /// <summary>The same beside one that is short. Measured: even at 22 to 36 samples forward for 10-6, 2-24-1 and 3-32-1, at 16 to 40 forward and back for
    /// 2-16-1, 2-24-1, 10-6, 12-12, 13-7 and 2-2-4-8.</summary>
    public const int SamplesBesideShort = 32;

    /// <summary>The most doubles of which that is worth it. Measured: even at 14 to 16 forward for 27-8, 17-6-4 and 11-10-3, at 14 to 32 with gradients for
    /// 1-9-10, 13-7 and 2-2-4-8.</summary>
    public const int MostDoublesAlone = 24;

    /// <summary>The most multiply-adds of vectors of floats, each as often as there are layers, since these wait for each other, of a sample that is short.</summary>
    public const int ShortMultiplyAdds = 32;

    /// <summary>The widest layer whose batches are faster in columns, whatever its width. Measured, a layer of n × n forward and back:
    /// columns are 1.7 times as fast at 16, 1.2 times at 24, as fast at 32, slower at 48.</summary>
    public const int ColumnWidth = 32;

    /// <summary>The widest layer that columns suit if rows would leave many lanes empty: beyond it, few are.</summary>
    public const int RaggedColumnWidth = 128;

    /// <summary>The share of lanes that rows leave empty from which columns win up to that width. Measured, forward and back: 9-40-7 (38 %) takes two
    /// thirds of the time by rows from 16 samples on; 6-64-64-2 (14 %) as long either way from 64 on, and up to twice as long with fewer.</summary>
    public const double EmptyLanes = 0.2;

    /// <summary>The samples of a tile that fits the stack: a multiple of the kernels' eight rows wherever that leaves any.</summary>
    public static int TileFor(long bytesPerSample)
    {
        long samples = Math.Min(TileSamples, StackBytes / Math.Max(1, bytesPerSample));
        return (int)(samples >= TileRows ? samples - samples % TileRows : Math.Max(1, samples));
    }

    /// <summary>The same, and no more than the first cache holds where weights are so few that they need not serve many samples at a time.</summary>
    /// <param name="bytesPerSample">What a sample takes of the stack.</param>
    /// <param name="touchedPerSample">The same, and what it takes of the caller's memory.</param>
    /// <param name="parameterBytes">W1, b1, ….</param>
    public static int TileFor(long bytesPerSample, long touchedPerSample, long parameterBytes)
    {
        int tile = TileFor(bytesPerSample);
        long cached = Math.Max(2 * TileRows, TileCacheBytes / Math.Max(1, touchedPerSample));
        return parameterBytes <= FewParameters * touchedPerSample ? (int)Math.Min(tile, cached - cached % TileRows) : tile;
    }

    /// <summary>The bytes of the first cache, usually 32 to 48 KiB, that such a tile may fill.</summary>
    private const int TileCacheBytes = 32 * 1024;

    /// <summary>How many times as much as a sample the parameters of such a network take at most. Measured, a tile of 32 KiB beside one of 64 samples: with
    /// gradients 22-1-105 (0.6 times as much) takes six tenths of the time, 3-63 in doubles (1.0) eight; 6-132-4 (2.7) as long, 20-26-4-28 (5) a tenth more.</summary>
    private const int FewParameters = 2;

    private const int TileRows = 8;
}
