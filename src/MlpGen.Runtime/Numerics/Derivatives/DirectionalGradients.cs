using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The gradient by the parameters of what a network gives along a direction: of its output, and of the first and second derivative of that. Called
/// by generated code; not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DirectionalGradients
{
    /// <summary>In tiles of rows.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void InTiles<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, ReadOnlySpan<T> outputGradients, ReadOnlySpan<T> firstGradients,
        ReadOnlySpan<T> secondGradients, Span<T> gradient, int samples, int tile)
        where TNet : struct, IDirectionalGradientLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int most = Math.Min(tile, samples), length = most * TNet.TraceSize, width = 3 * most * TNet.WidestLayer;
        Span<T> memory = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> tangents = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> curvatures = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> d = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width), e = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width);
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first), count = n * TNet.OutputSize, from = first * TNet.OutputSize;
            ReadOnlySpan<T> x = inputs.Slice(first * TNet.InputSize, n * TNet.InputSize), tx = directions.Slice(first * TNet.InputSize, n * TNet.InputSize);
            outputGradients.Slice(from, count).MoveTo(d);
            firstGradients.Slice(from, count).MoveTo(d.Slice(count));
            secondGradients.Slice(from, count).MoveTo(d.Slice(2 * count));
            if (n == 1)
            {
                TNet.DirectionalGradient(new OneSample<T, Trace>(), parameters, x, tx, memory, tangents, curvatures, d, e, gradient);
            }
            else
            {
                TNet.DirectionalGradient(new TileOfRows<T, Trace, NoDropout>(n), parameters, x, tx, memory, tangents, curvatures, d, e, gradient);
            }
        }
    }

    /// <summary>A few samples in rows, more in tiles of columns.</summary>
    [MethodImpl(Loop.Hot)]
    public static void InColumns<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, ReadOnlySpan<T> outputGradients, ReadOnlySpan<T> firstGradients,
        ReadOnlySpan<T> secondGradients, Span<T> gradient, int samples, int fewest, int tile)
        where TNet : struct, IDirectionalGradientLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples < fewest)
        {
            InTiles<TNet, T>(parameters, inputs, directions, outputGradients, firstGradients, secondGradients, gradient, samples, tile);
        }
        else
        {
            TilesOfColumns<TNet, T>(parameters, inputs, directions, outputGradients, firstGradients, secondGradients, gradient, samples);
        }
    }

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static void TilesOfColumns<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> directions, ReadOnlySpan<T> outputGradients, ReadOnlySpan<T> firstGradients,
        ReadOnlySpan<T> secondGradients, Span<T> gradient, int samples)
        where TNet : struct, IDirectionalGradientLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int tile = DenseColumns.TileSamples;
        int length = tile * TNet.TraceSize, width = 3 * tile * TNet.WidestLayer, inputWidth = tile * TNet.InputSize, outputWidth = tile * TNet.OutputSize;
        Span<T> x = StackMemory.Align(stackalloc T[inputWidth + Loop.Spare<T>()], inputWidth);
        Span<T> tx = StackMemory.Align(stackalloc T[inputWidth + Loop.Spare<T>()], inputWidth);
        Span<T> memory = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> tangents = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> curvatures = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> d = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width), e = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width);
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first), count = n * TNet.OutputSize, from = first * TNet.OutputSize;
            DenseColumns.Turn(inputs.Slice(first * TNet.InputSize, n * TNet.InputSize), x, TNet.InputSize);
            DenseColumns.Turn(directions.Slice(first * TNet.InputSize, n * TNet.InputSize), tx, TNet.InputSize);
            DenseColumns.Turn(outputGradients.Slice(from, count), d.Slice(0, outputWidth), TNet.OutputSize);
            DenseColumns.Turn(firstGradients.Slice(from, count), d.Slice(outputWidth, outputWidth), TNet.OutputSize);
            DenseColumns.Turn(secondGradients.Slice(from, count), d.Slice(2 * outputWidth, outputWidth), TNet.OutputSize);
            TNet.DirectionalGradient(new TileOfColumns<T, Trace>(n), parameters, x, tx, memory, tangents, curvatures, d, e, gradient);
        }
    }
}
