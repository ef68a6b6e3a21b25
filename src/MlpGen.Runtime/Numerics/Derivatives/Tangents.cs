using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>Passes forward along a direction, of one sample or of many. Called by generated code; not meant to be called by hand.</summary>
/// <remarks>Where <c>seconds</c> is empty, second derivatives are neither wanted nor computed.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tangents
{
    /// <summary>Sample by sample, by the text number by number.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void ByNumbers<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, Span<T> outputs, Span<T> firsts, Span<T> seconds, int samples)
        where TNet : struct, ITangentNumbers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> trace = stackalloc T[TNet.TraceSize];
        for (int s = 0; s < samples; s++)
        {
            ReadOnlySpan<T> direction = directions.Slice(s * TNet.InputSize, TNet.InputSize);
            TNet.ForwardNumbers(parameters, inputs.Slice(s * TNet.InputSize, TNet.InputSize), trace);
            trace.Slice(TNet.TraceSize - TNet.OutputSize).MoveTo(Loop.Rows(outputs, s, 1, TNet.OutputSize));
            Span<T> first = Loop.Rows(firsts, s, 1, TNet.OutputSize);
            if (seconds.IsEmpty)
            {
                TNet.TangentNumbers(parameters, trace, direction, first);
            }
            else
            {
                TNet.CurvatureNumbers(parameters, trace, direction, first, Loop.Rows(seconds, s, 1, TNet.OutputSize));
            }
        }
    }

    /// <summary>By the layered text, in tiles of rows.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void InTiles<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, Span<T> outputs, Span<T> firsts, Span<T> seconds, int samples,
        int tile)
        where TNet : struct, ITangentLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = Math.Min(tile, samples) * TNet.TraceSize, curves = seconds.IsEmpty ? 0 : length;
        Span<T> memory = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> tangents = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> curvatures = StackMemory.Align(stackalloc T[curves + Loop.Spare<T>()], curves);
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first), last = n * (TNet.TraceSize - TNet.OutputSize), count = n * TNet.OutputSize;
            ReadOnlySpan<T> x = inputs.Slice(first * TNet.InputSize, n * TNet.InputSize), tx = directions.Slice(first * TNet.InputSize, n * TNet.InputSize);
            if (n == 1)
            {
                TNet.Tangent(new OneSample<T, Trace>(), parameters, x, tx, memory, tangents, curvatures);
            }
            else
            {
                TNet.Tangent(new TileOfRows<T, Trace, NoDropout>(n), parameters, x, tx, memory, tangents, curvatures);
            }

            memory.Slice(last, count).MoveTo(Loop.Rows(outputs, first, n, TNet.OutputSize));
            tangents.Slice(last, count).MoveTo(Loop.Rows(firsts, first, n, TNet.OutputSize));
            if (!seconds.IsEmpty)
            {
                curvatures.Slice(last, count).MoveTo(Loop.Rows(seconds, first, n, TNet.OutputSize));
            }
        }
    }

    /// <summary>A few samples by the text number by number, more by the layered one in tiles of columns.</summary>
    [MethodImpl(Loop.Hot)]
    public static void ByNumbersOrInColumns<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, Span<T> outputs, Span<T> firsts, Span<T> seconds, int samples,
        int fewest)
        where TNet : struct, ITangentNumbers<T>, ITangentLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples < fewest)
        {
            ByNumbers<TNet, T>(parameters, inputs, directions, outputs, firsts, seconds, samples);
        }
        else
        {
            TilesOfColumns<TNet, T>(parameters, inputs, directions, outputs, firsts, seconds, samples);
        }
    }

    /// <summary>By the layered text: a few samples in rows, more in tiles of columns.</summary>
    [MethodImpl(Loop.Hot)]
    public static void InColumns<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, Span<T> outputs, Span<T> firsts, Span<T> seconds, int samples,
        int fewest, int tile)
        where TNet : struct, ITangentLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples < fewest)
        {
            InTiles<TNet, T>(parameters, inputs, directions, outputs, firsts, seconds, samples, tile);
        }
        else
        {
            TilesOfColumns<TNet, T>(parameters, inputs, directions, outputs, firsts, seconds, samples);
        }
    }

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static void TilesOfColumns<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, Span<T> outputs, Span<T> firsts, Span<T> seconds, int samples)
        where TNet : struct, ITangentLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int tile = DenseColumns.TileSamples;
        int length = tile * TNet.TraceSize, width = tile * TNet.InputSize, curves = seconds.IsEmpty ? 0 : length;
        Span<T> x = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width), tx = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width);
        Span<T> memory = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> tangents = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> curvatures = StackMemory.Align(stackalloc T[curves + Loop.Spare<T>()], curves);
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first);
            DenseColumns.Turn(inputs.Slice(first * TNet.InputSize, n * TNet.InputSize), x, TNet.InputSize);
            DenseColumns.Turn(directions.Slice(first * TNet.InputSize, n * TNet.InputSize), tx, TNet.InputSize);
            TNet.Tangent(new TileOfColumns<T, Trace>(n), parameters, x, tx, memory, tangents, curvatures);
            TurnBack<TNet, T>(memory, outputs, first, n);
            TurnBack<TNet, T>(tangents, firsts, first, n);
            if (!seconds.IsEmpty)
            {
                TurnBack<TNet, T>(curvatures, seconds, first, n);
            }
        }
    }

    /// <summary>What the last layer has left, as rows of the caller's.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void TurnBack<TNet, T>(Span<T> columns, Span<T> rows, int first, int n)
        where TNet : struct, ITangentLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        DenseColumns.TurnBack<T>(
            columns.Slice(DenseColumns.TileSamples * (TNet.TraceSize - TNet.OutputSize), DenseColumns.TileSamples * TNet.OutputSize),
            Loop.Rows(rows, first, n, TNet.OutputSize), TNet.OutputSize);
}
