using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>A long batch in blocks of some thousands of samples: a loop takes each as a batch of its own, and their gradients and losses are summed
/// here, in double.</summary>
/// <remarks>
/// A sum in single precision drifts once it is large beside what is added: of 10⁷ equal samples the gradient was off by 0.2 %, and of 5·10⁷ by
/// 2 %. A batch of one block, and any in double precision, has nothing to do with this. A longer one takes 12 bytes a parameter of native memory,
/// which is neither the stack's nor the garbage collector's, and the caller's gradient is not touched before the end.
/// </remarks>
/// <typeparam name="T"><see cref="float"/>.</typeparam>
internal unsafe ref struct GradientBlocks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The most samples of a block: few enough for single precision, enough that a benchmark does not see the sums of blocks.</summary>
    private const int Samples = 4096;

    private readonly Span<T> _whole;
    private readonly int _samples;
    private readonly int _length;
    private readonly bool _isMean;
    private readonly double* _sums;
    private double _loss;

    /// <summary>All blocks of a batch.</summary>
    /// <param name="gradient">The caller's: added to.</param>
    /// <param name="samples">Those of the batch.</param>
    /// <param name="isMean">Whether a loop gives the mean over the samples of a block, and not the sum.</param>
    /// <param name="tile">The samples that it takes together: no block but the last ends in the middle of a tile.</param>
    public GradientBlocks(Span<T> gradient, int samples, bool isMean, int tile = 1)
    {
        const int Line = StackMemory.Alignment / sizeof(double);
        int room = (gradient.Length + Line - 1) / Line * Line; // the gradient of a block begins at a cache line, too
        nuint bytes = (nuint)room * (sizeof(double) + (nuint)sizeof(T));
        _sums = (double*)NativeMemory.AlignedAlloc(bytes, StackMemory.Alignment);
        NativeMemory.Clear(_sums, bytes);
        Gradient = new Span<T>(_sums + room, gradient.Length);
        _whole = gradient;
        _samples = samples;
        _isMean = isMean;
        _length = Samples - Samples % tile;
    }

    /// <summary>The first sample of the block.</summary>
    public int First { get; private set; }

    /// <summary>How many it has.</summary>
    public int Count { get; private set; }

    /// <summary>Where its gradient is added.</summary>
    public Span<T> Gradient { get; }

    /// <summary>The mean loss over all blocks.</summary>
    public readonly T Loss => T.CreateTruncating(_loss);

    private readonly double Share => _isMean ? (double)Count / _samples : 1;

    /// <summary>Whether a batch has more than one block.</summary>
    [MethodImpl(Loop.Inlined)]
    public static bool AreIn(int samples) => typeof(T) != typeof(double) && samples > Samples;

    /// <summary>Goes on to the next block.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Next()
    {
        if (Count > 0)
        {
            Fold();
        }

        First += Count;
        Count = Math.Min(_length, _samples - First);
        return Count > 0;
    }

    /// <summary>Its rows.</summary>
    public readonly ReadOnlySpan<T> Of(ReadOnlySpan<T> rows, int width) => rows.Slice(First * width, Count * width);

    /// <summary>Its rows; none of none.</summary>
    public readonly Span<T> Of(Span<T> rows, int width) => Loop.Rows(rows, First, Count, width);

    /// <summary>Takes the mean loss of the block, and makes input gradients of this mean those of the mean over all blocks.</summary>
    [MethodImpl(Loop.Hot)]
    public void Add(T loss, Span<T> inputGradients)
    {
        _loss += double.CreateTruncating(loss) * Share;
        foreach (ref T dx in inputGradients)
        {
            dx = T.CreateTruncating(double.CreateTruncating(dx) * Share);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Dispose() => NativeMemory.AlignedFree(_sums);

    /// <summary>Adds the gradient of the block to the sums, and in the end the sums to the whole.</summary>
    [MethodImpl(Loop.Hot)]
    private readonly void Fold()
    {
        double share = Share;
        double* sums = _sums;
        Span<T> part = Gradient;
        for (int i = 0; i < part.Length; i++)
        {
            sums[i] += double.CreateTruncating(part[i]) * share;
        }

        part.Zero();
        for (int i = 0; First + Count == _samples && i < part.Length; i++)
        {
            _whole[i] = T.CreateTruncating(double.CreateTruncating(_whole[i]) + sums[i]);
        }
    }
}
