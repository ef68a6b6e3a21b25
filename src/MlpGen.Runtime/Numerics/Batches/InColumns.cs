using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A batch of a narrow network in tiles of columns; the few samples that are left, one by one, since they would leave most of each vector
/// empty.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InColumns
{
    private const int Tile = DenseColumns.TileSamples;

    /// <summary>So few samples beyond whole vectors go faster one by one: one more vector costs a third of what a tile with one does.</summary>
    [MethodImpl(Loop.Inlined)]
    private static int MostOver(int fewest) => fewest / 3;

    /// <summary>The outputs of a batch.</summary>
    /// <param name="parameters">W1, b1, ….</param>
    /// <param name="inputs">Rows.</param>
    /// <param name="outputs">Rows, overwritten.</param>
    /// <param name="samples">Rows of both.</param>
    /// <param name="fewest">The fewest samples that are worth a tile.</param>
    [MethodImpl(Loop.Hot)]
    public static void Forward<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int s = samples >= fewest ? ForwardTiles<TNet, T>(parameters, inputs, outputs, samples, fewest) : 0;
        OneByOne.Forward<TNet, T>(parameters, inputs, outputs, s, samples);
    }

    /// <summary>The gradient of a batch from ∂L/∂y.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Backward<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            BackwardInBlocks<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, samples, fewest);
            return;
        }

        int s = samples >= fewest
            ? BackwardTiles<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, samples, fewest)
            : 0;
        OneByOne.AddGradients<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, s, samples);
    }

    /// <summary>The mean loss of a batch.</summary>
    [MethodImpl(Loop.Hot)]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        int s = samples >= fewest ? LossTiles<TNet, T>(parameters, inputs, targets, samples, fewest, ref sum) : 0;
        OneByOne.AddLosses<TNet, T>(parameters, inputs, targets, s, samples, ref sum);
        return Loop.Mean(sum, Loop.Scale<TNet, T>(samples));
    }

    /// <summary>The mean loss of a batch, and its gradient.</summary>
    [MethodImpl(Loop.Hot)]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // One sample first, and all else in a method of its own, which training online never compiles.
        return samples == 1 && !targets.Values.IsEmpty
            ? OneByOne.LossAndGradientOfOne<TNet, T>(parameters, inputs, targets.Values, gradient, inputGradients)
            : LossAndGradientOfSeveral<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples, fewest);
    }

    [MethodImpl(Loop.Hot)]
    private static T LossAndGradientOfSeveral<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            return LossAndGradientInBlocks<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples, fewest);
        }

        if (samples < fewest)
        {
            return OneByOne.LossAndGradient<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples);
        }

        T scale = Loop.Scale<TNet, T>(samples);
        double sum = 0;
        int s = LossAndGradientTiles<TNet, T>(parameters, inputs, targets, scale, gradient, inputGradients, samples, fewest, ref sum);
        OneByOne.AddLossesAndGradients<TNet, T>(parameters, inputs, targets, scale, gradient, inputGradients, s, samples, ref sum);
        return Loop.Mean(sum, scale);
    }

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    internal static int ForwardTiles<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int samples, int fewest, bool isWhole = false)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int widest = Math.Max(TNet.InputSize, TNet.WidestLayer);
        Span<T> memory = Columns<T>(stackalloc T[2 * Tile * widest + Loop.Spare<T>()], 2 * widest);
        Span<T> y = Columns<T>(stackalloc T[Tile * TNet.OutputSize + Loop.Spare<T>()], TNet.OutputSize);
        int s = 0;
        for (int n; (n = TileOf<T>(samples - s, fewest, isWhole)) > 0; s += n)
        {
            Span<T> x = memory.Slice(Tile * widest, Tile * TNet.InputSize); // the first layer writes to the other buffer
            DenseColumns.Turn(inputs.Slice(s * TNet.InputSize, n * TNet.InputSize), x, TNet.InputSize, forSums: true);
            TNet.Forward(new TileOfColumns<T, TwoBuffers>(n, widest), parameters, x, memory, y);
            DenseColumns.TurnBack(y, Loop.Rows(outputs, s, n, TNet.OutputSize), TNet.OutputSize);
        }

        return s;
    }

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    internal static int BackwardTiles<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int samples, int fewest, bool isWhole = false)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int widest = Math.Max(TNet.InputSize, TNet.WidestLayer);
        Span<T> x = Columns<T>(stackalloc T[Tile * TNet.InputSize + Loop.Spare<T>()], TNet.InputSize);
        Span<T> memory = Columns<T>(stackalloc T[Tile * TNet.NeededSize + Loop.Spare<T>()], TNet.NeededSize);
        Span<T> y = Columns<T>(stackalloc T[Tile * TNet.OutputSize + Loop.Spare<T>()], TNet.OutputSize);
        Span<T> d = Columns<T>(stackalloc T[Tile * widest + Loop.Spare<T>()], widest);
        Span<T> e = Columns<T>(stackalloc T[Tile * widest + Loop.Spare<T>()], widest);
        int s = 0;
        for (int n; (n = TileOf<T>(samples - s, fewest, isWhole)) > 0; s += n)
        {
            var columns = new TileOfColumns<T, Needed>(n);
            DenseColumns.Turn(inputs.Slice(s * TNet.InputSize, n * TNet.InputSize), x, TNet.InputSize, forSums: true);
            TNet.Forward(columns, parameters, x, memory, y);
            DenseColumns.Turn(
                outputGradients.Slice(s * TNet.OutputSize, n * TNet.OutputSize), columns.Units(d, TNet.OutputSize), TNet.OutputSize);
            TNet.Backward(
                columns, parameters, x, memory, y, d, e, gradient, Loop.Rows(inputGradients, s, n, TNet.InputSize), isGiven: false);
        }

        return s;
    }

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    internal static int LossTiles<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples, int fewest, ref double sum, bool isWhole = false)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int widest = Math.Max(TNet.InputSize, TNet.WidestLayer);
        Span<T> memory = Columns<T>(stackalloc T[2 * Tile * widest + Loop.Spare<T>()], 2 * widest);
        Span<T> y = Columns<T>(stackalloc T[Tile * TNet.OutputSize + Loop.Spare<T>()], TNet.OutputSize);
        int s = 0;
        for (int n; (n = TileOf<T>(samples - s, fewest, isWhole)) > 0; s += n)
        {
            var columns = new TileOfColumns<T, TwoBuffers>(n, widest);
            Span<T> x = memory.Slice(Tile * widest, Tile * TNet.InputSize);
            DenseColumns.Turn(inputs.Slice(s * TNet.InputSize, n * TNet.InputSize), x, TNet.InputSize, forSums: true);
            Span<T> read = TNet.Forward(columns, parameters, x, memory, TNet.IsFused ? default : y);
            sum += Scalar.Widen(TNet.Loss(columns, read, targets.Of(s, n, TNet.OutputSize), T.One, default));
        }

        return s;
    }

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    internal static int LossAndGradientTiles<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, T scale, Span<T> gradient, Span<T> inputGradients,
        int samples, int fewest, ref double sum, bool isWhole = false)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int widest = Math.Max(TNet.InputSize, TNet.WidestLayer);
        Span<T> x = Columns<T>(stackalloc T[Tile * TNet.InputSize + Loop.Spare<T>()], TNet.InputSize);
        Span<T> memory = Columns<T>(stackalloc T[Tile * TNet.NeededSize + Loop.Spare<T>()], TNet.NeededSize);
        Span<T> y = Columns<T>(stackalloc T[Tile * TNet.OutputSize + Loop.Spare<T>()], TNet.OutputSize);
        Span<T> d = Columns<T>(stackalloc T[Tile * widest + Loop.Spare<T>()], widest);
        Span<T> e = Columns<T>(stackalloc T[Tile * widest + Loop.Spare<T>()], widest);
        int s = 0;
        for (int n; (n = TileOf<T>(samples - s, fewest, isWhole)) > 0; s += n)
        {
            var columns = new TileOfColumns<T, Needed>(n);
            Span<T> output = TNet.IsFused ? default : y;
            DenseColumns.Turn(inputs.Slice(s * TNet.InputSize, n * TNet.InputSize), x, TNet.InputSize, forSums: true);
            Span<T> read = TNet.Forward(columns, parameters, x, memory, output);
            T loss = TNet.Loss(columns, read, targets.Of(s, n, TNet.OutputSize), scale, columns.Units(d, TNet.OutputSize));
            TNet.Backward(
                columns, parameters, x, memory, output, d, e, gradient, Loop.Rows(inputGradients, s, n, TNet.InputSize), TNet.IsFused);
            sum += Scalar.Widen(loss);
        }

        return s;
    }

    /// <summary>The samples of the next tile; none if what is left goes faster one by one.</summary>
    /// <param name="left">Samples left.</param>
    /// <param name="fewest">The fewest that are worth a tile.</param>
    /// <param name="isWhole">Whether a tile has all of them, since sums over other samples would have other bits.</param>
    [MethodImpl(Loop.Inlined)]
    private static int TileOf<T>(int left, int fewest, bool isWhole)
        where T : unmanaged
    {
        int samples = Math.Min(Tile, left);
        if (samples < fewest)
        {
            return 0;
        }

        if (isWhole)
        {
            return samples;
        }

        // Little more than a tile is two of about the same size, unless what is beyond it is so little that it goes one by one.
        int beyond = left - Tile;
        if (3 * beyond > 2 * fewest && beyond < Tile / 2)
        {
            samples = left - Tile / 2;
        }

        int over = samples % Widths.Lanes<T>(Widths.MoreThanHalf(samples));
        return over <= MostOver(fewest) ? samples - over : samples;
    }

    /// <summary>So many units of memory on the stack, from a cache line on.</summary>
    [MethodImpl(Loop.Inlined)]
    private static Span<T> Columns<T>(Span<T> memory, int units)
        where T : unmanaged => StackMemory.Align(memory, Tile * units);

    [MethodImpl(Loop.Hot)]
    private static void BackwardInBlocks<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var blocks = new GradientBlocks<T>(gradient, samples, isMean: false, Tile);
        while (blocks.Next())
        {
            Backward<TNet, T>(
                parameters, blocks.Of(inputs, TNet.InputSize), blocks.Of(outputGradients, TNet.OutputSize), blocks.Gradient,
                blocks.Of(inputGradients, TNet.InputSize), blocks.Count, fewest);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static T LossAndGradientInBlocks<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var blocks = new GradientBlocks<T>(gradient, samples, isMean: true, Tile);
        while (blocks.Next())
        {
            Span<T> dx = blocks.Of(inputGradients, TNet.InputSize);
            T loss = LossAndGradient<TNet, T>(
                parameters, blocks.Of(inputs, TNet.InputSize), targets.Of(blocks.First, blocks.Count, TNet.OutputSize),
                blocks.Gradient, dx, blocks.Count, fewest);
            blocks.Add(loss, dx);
        }

        return blocks.Loss;
    }
}
