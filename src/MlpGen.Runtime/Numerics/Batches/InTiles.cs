using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A batch in tiles of rows: each weight is loaded once for several samples. One sample goes as it does alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InTiles
{
    /// <summary>The outputs of a batch.</summary>
    /// <param name="parameters">W1, b1, ….</param>
    /// <param name="inputs">Rows.</param>
    /// <param name="outputs">Rows, overwritten.</param>
    /// <param name="samples">Rows of both.</param>
    /// <param name="tile">The most samples that fit the stack.</param>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Forward<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples == 1)
        {
            TNet.ForwardOne(parameters, inputs, outputs);
            return;
        }

        int length = Math.Min(tile, samples) * 2 * TNet.WidestHidden;
        Span<T> memory = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first);
            TNet.Forward(
                new TileOfRows<T, TwoBuffers, NoDropout>(n, widest: TNet.WidestHidden), parameters,
                inputs.Slice(first * TNet.InputSize, n * TNet.InputSize), memory, Loop.Rows(outputs, first, n, TNet.OutputSize));
        }
    }

    /// <summary>The gradient of a batch from ∂L/∂y.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Backward<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            BackwardInBlocks<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, samples, tile);
            return;
        }

        if (samples == 1)
        {
            TNet.BackwardOne(parameters, inputs, outputGradients, gradient, inputGradients);
            return;
        }

        int most = Math.Min(tile, samples), length = most * TNet.WidestLayer;
        Span<T> trace = StackMemory.Align(stackalloc T[most * TNet.TraceSize + Loop.Spare<T>()], most * TNet.TraceSize);
        Span<T> d = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> e = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first);
            var rows = new TileOfRows<T, Trace, NoDropout>(n);
            ReadOnlySpan<T> x = inputs.Slice(first * TNet.InputSize, n * TNet.InputSize);
            TNet.Forward(rows, parameters, x, trace, default);
            outputGradients.Slice(first * TNet.OutputSize, n * TNet.OutputSize).MoveTo(d);
            TNet.Backward(
                rows, parameters, x, trace, default, d, e, gradient, Loop.Rows(inputGradients, first, n, TNet.InputSize), isGiven: false);
        }
    }

    /// <summary>The mean loss of a batch.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        samples == 1
            ? OneByOne.Loss<TNet, T>(parameters, inputs, targets, 1)
            : Loop.Mean(Losses<TNet, T>(parameters, inputs, targets, samples, tile), Loop.Scale<TNet, T>(samples));

    /// <summary>The sum of the losses of a batch.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    internal static double Losses<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int most = Math.Min(tile, samples);
        Span<T> trace = StackMemory.Align(stackalloc T[most * TNet.TraceSize + Loop.Spare<T>()], most * TNet.TraceSize);
        double sum = 0;
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first);
            var rows = new TileOfRows<T, Trace, NoDropout>(n);
            Span<T> read = TNet.Forward(rows, parameters, inputs.Slice(first * TNet.InputSize, n * TNet.InputSize), trace, default);
            sum += Scalar.Widen(TNet.Loss(rows, read, targets.Of(first, n, TNet.OutputSize), T.One, default));
        }

        return sum;
    }

    /// <summary>The mean loss of a batch, and its gradient.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        samples == 1
            ? OneByOne.LossAndGradient<TNet, T>(parameters, inputs, targets, gradient, inputGradients, 1)
            : LossAndGradient<TNet, T, NoDropout>(parameters, inputs, targets, default, gradient, inputGradients, samples, tile);

    /// <summary>The same in training, where layers drop outputs.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T TrainingLossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, DropoutKey key, Span<T> gradient, Span<T> inputGradients,
        int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LossAndGradient<TNet, T, TrainingDropout>(parameters, inputs, targets, key, gradient, inputGradients, samples, tile);

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static T LossAndGradient<TNet, T, TDropout>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, DropoutKey key, Span<T> gradient, Span<T> inputGradients,
        int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TDropout : struct, IDropout
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            return LossAndGradientInBlocks<TNet, T, TDropout>(parameters, inputs, targets, key, gradient, inputGradients, samples, tile);
        }

        T scale = Loop.Scale<TNet, T>(samples);
        return Loop.Mean(AddGradients<TNet, T, TDropout>(parameters, inputs, targets, key, scale, gradient, inputGradients, samples, tile), scale);
    }

    /// <summary>Adds the gradients of a batch times <paramref name="scale"/>.</summary>
    /// <returns>The sum of the losses.</returns>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    internal static double AddGradients<TNet, T, TDropout>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, DropoutKey key, T scale, Span<T> gradient,
        Span<T> inputGradients, int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TDropout : struct, IDropout
    {
        int most = Math.Min(tile, samples), length = most * TNet.WidestLayer;
        int kept = most * (TNet.TraceSize + (TDropout.Drops ? TNet.DroppedSize : 0));
        Span<T> trace = StackMemory.Align(stackalloc T[kept + Loop.Spare<T>()], kept);
        Span<T> d = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> e = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        double sum = 0;
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first);
            var rows = new TileOfRows<T, Trace, TDropout>(n, key with { FirstSample = key.FirstSample + first });
            ReadOnlySpan<T> x = inputs.Slice(first * TNet.InputSize, n * TNet.InputSize);
            Span<T> read = TNet.Forward(rows, parameters, x, trace, default);
            T loss = TNet.Loss(rows, read, targets.Of(first, n, TNet.OutputSize), scale, rows.Units(d, TNet.OutputSize));
            TNet.Backward(
                rows, parameters, x, trace, default, d, e, gradient, Loop.Rows(inputGradients, first, n, TNet.InputSize), TNet.IsFused);
            sum += Scalar.Widen(loss);
        }

        return sum;
    }

    [MethodImpl(Loop.Hot)]
    private static void BackwardInBlocks<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var blocks = new GradientBlocks<T>(gradient, samples, isMean: false, tile);
        while (blocks.Next())
        {
            Backward<TNet, T>(
                parameters, blocks.Of(inputs, TNet.InputSize), blocks.Of(outputGradients, TNet.OutputSize), blocks.Gradient,
                blocks.Of(inputGradients, TNet.InputSize), blocks.Count, tile);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static T LossAndGradientInBlocks<TNet, T, TDropout>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, DropoutKey key, Span<T> gradient, Span<T> inputGradients,
        int samples, int tile)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TDropout : struct, IDropout
    {
        using var blocks = new GradientBlocks<T>(gradient, samples, isMean: true, tile);
        while (blocks.Next())
        {
            Span<T> dx = blocks.Of(inputGradients, TNet.InputSize);
            T loss = LossAndGradient<TNet, T, TDropout>(
                parameters, blocks.Of(inputs, TNet.InputSize), targets.Of(blocks.First, blocks.Count, TNet.OutputSize),
                key with { FirstSample = key.FirstSample + blocks.First }, blocks.Gradient, dx, blocks.Count, tile);
            blocks.Add(loss, dx);
        }

        return blocks.Loss;
    }
}
