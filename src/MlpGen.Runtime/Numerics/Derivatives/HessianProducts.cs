using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>∇²L·v of the mean loss over some samples: how its gradient moves when the parameters move along v (Pearlmutter 1994). Called by generated
/// code; not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HessianProducts
{
    /// <summary>Sample by sample, by the text number by number.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void ByNumbers<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Targets<T> targets, ReadOnlySpan<T> direction, Span<T> product, int samples)
        where TNet : struct, IHessianNumbers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T scale = Loop.Scale<TNet, T>(samples);
        Span<T> trace = stackalloc T[TNet.TraceSize], oneHot = stackalloc T[TNet.OutputSize];
        for (int s = 0; s < samples; s++)
        {
            ReadOnlySpan<T> x = inputs.Slice(s * TNet.InputSize, TNet.InputSize), target = OneByOne.Target(targets, s, oneHot, TNet.OutputSize);
            TNet.ForwardNumbers(parameters, x, trace);
            TNet.HessianVectorNumbers(parameters, x, trace, target, scale, direction, product);
        }
    }

    /// <summary>By the layered text, in tiles of rows.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void InTiles<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Targets<T> targets, ReadOnlySpan<T> direction, Span<T> product, int samples, int tile)
        where TNet : struct, IHessianLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T scale = Loop.Scale<TNet, T>(samples);
        int most = Math.Min(tile, samples), length = most * TNet.TraceSize, width = 3 * most * TNet.WidestLayer;
        Span<T> memory = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> tangents = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> d = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width), e = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width);
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first);
            ReadOnlySpan<T> x = inputs.Slice(first * TNet.InputSize, n * TNet.InputSize);
            Targets<T> t = targets.Of(first, n, TNet.OutputSize);
            if (n == 1)
            {
                TNet.HessianVector(new OneSample<T, Trace>(), parameters, x, t, scale, direction, memory, tangents, d, e, product);
            }
            else
            {
                TNet.HessianVector(new TileOfRows<T, Trace, NoDropout>(n), parameters, x, t, scale, direction, memory, tangents, d, e, product);
            }
        }
    }

    /// <summary>A few samples by the text number by number, more by the layered one in tiles of columns.</summary>
    [MethodImpl(Loop.Hot)]
    public static void ByNumbersOrInColumns<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Targets<T> targets, ReadOnlySpan<T> direction, Span<T> product, int samples, int fewest)
        where TNet : struct, IHessianNumbers<T>, IHessianLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples < fewest)
        {
            ByNumbers<TNet, T>(parameters, inputs, targets, direction, product, samples);
        }
        else
        {
            TilesOfColumns<TNet, T>(parameters, inputs, targets, direction, product, samples);
        }
    }

    /// <summary>By the layered text: a few samples in rows, more in tiles of columns.</summary>
    [MethodImpl(Loop.Hot)]
    public static void InColumns<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Targets<T> targets, ReadOnlySpan<T> direction, Span<T> product, int samples, int fewest, int tile)
        where TNet : struct, IHessianLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples < fewest)
        {
            InTiles<TNet, T>(parameters, inputs, targets, direction, product, samples, tile);
        }
        else
        {
            TilesOfColumns<TNet, T>(parameters, inputs, targets, direction, product, samples);
        }
    }

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static void TilesOfColumns<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Targets<T> targets, ReadOnlySpan<T> direction, Span<T> product, int samples)
        where TNet : struct, IHessianLayers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int tile = DenseColumns.TileSamples;
        T scale = Loop.Scale<TNet, T>(samples);
        int length = tile * TNet.TraceSize, width = 3 * tile * TNet.WidestLayer, inputWidth = tile * TNet.InputSize;
        Span<T> x = StackMemory.Align(stackalloc T[inputWidth + Loop.Spare<T>()], inputWidth);
        Span<T> memory = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> tangents = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> d = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width), e = StackMemory.Align(stackalloc T[width + Loop.Spare<T>()], width);
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first);
            DenseColumns.Turn(inputs.Slice(first * TNet.InputSize, n * TNet.InputSize), x, TNet.InputSize);
            TNet.HessianVector(
                new TileOfColumns<T, Trace>(n), parameters, x, targets.Of(first, n, TNet.OutputSize), scale, direction, memory, tangents, d, e, product);
        }
    }
}
