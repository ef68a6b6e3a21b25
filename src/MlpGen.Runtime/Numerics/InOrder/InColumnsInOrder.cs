using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A batch of a narrow reproducible network in tiles of columns; the last tile, if it has few samples, in rows. A tile has the same samples either
/// way, and so the same sums.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InColumnsInOrder
{
    /// <summary>The outputs of a batch.</summary>
    /// <param name="parameters">W1, b1, ….</param>
    /// <param name="inputs">Rows.</param>
    /// <param name="outputs">Rows, overwritten.</param>
    /// <param name="samples">Rows of both.</param>
    /// <param name="fewest">The fewest samples that are worth columns.</param>
    [MethodImpl(Loop.Hot)]
    public static void Forward<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int s = samples < fewest ? 0 : InColumns.ForwardTiles<TNet, T>(parameters, inputs, outputs, samples, fewest, isWhole: true);
        if (s < samples)
        {
            InTiles.Forward<TNet, T>(
                parameters, inputs.Slice(s * TNet.InputSize), Loop.Rows(outputs, s, samples - s, TNet.OutputSize), samples - s, fewest);
        }
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
            using var blocks = new GradientBlocks<T>(gradient, samples, isMean: false, DenseColumns.TileSamples);
            while (blocks.Next())
            {
                Backward<TNet, T>(
                    parameters, blocks.Of(inputs, TNet.InputSize), blocks.Of(outputGradients, TNet.OutputSize), blocks.Gradient,
                    blocks.Of(inputGradients, TNet.InputSize), blocks.Count, fewest);
            }

            return;
        }

        int s = samples < fewest ? 0 : InColumns.BackwardTiles<TNet, T>(
            parameters, inputs, outputGradients, gradient, inputGradients, samples, fewest, isWhole: true);
        if (s < samples)
        {
            InTiles.Backward<TNet, T>(
                parameters, inputs.Slice(s * TNet.InputSize), outputGradients.Slice(s * TNet.OutputSize), gradient,
                Loop.Rows(inputGradients, s, samples - s, TNet.InputSize), samples - s, fewest);
        }
    }

    /// <summary>The mean loss of a batch.</summary>
    [MethodImpl(Loop.Hot)]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        int s = samples < fewest ? 0 : InColumns.LossTiles<TNet, T>(parameters, inputs, targets, samples, fewest, ref sum, isWhole: true);
        if (s < samples)
        {
            sum += InTiles.Losses<TNet, T>(
                parameters, inputs.Slice(s * TNet.InputSize), targets.Of(s, samples - s, TNet.OutputSize), samples - s, fewest);
        }

        return Loop.Mean(sum, Loop.Scale<TNet, T>(samples));
    }

    /// <summary>The mean loss of a batch, and its gradient.</summary>
    [MethodImpl(Loop.Hot)]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples, int fewest)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            using var blocks = new GradientBlocks<T>(gradient, samples, isMean: true, DenseColumns.TileSamples);
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

        T scale = Loop.Scale<TNet, T>(samples);
        double sum = 0;
        int s = samples < fewest ? 0 : InColumns.LossAndGradientTiles<TNet, T>(
            parameters, inputs, targets, scale, gradient, inputGradients, samples, fewest, ref sum, isWhole: true);
        if (s < samples)
        {
            sum += InTiles.AddGradients<TNet, T, NoDropout>(
                parameters, inputs.Slice(s * TNet.InputSize), targets.Of(s, samples - s, TNet.OutputSize), default, scale, gradient,
                Loop.Rows(inputGradients, s, samples - s, TNet.InputSize), samples - s, fewest);
        }

        return Loop.Mean(sum, scale);
    }
}
