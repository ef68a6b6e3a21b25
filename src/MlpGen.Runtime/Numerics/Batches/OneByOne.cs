using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A batch one sample at a time, each as fast as the network has it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OneByOne
{
    /// <summary>The outputs of a batch.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Forward<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int samples)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Forward<TNet, T>(parameters, inputs, outputs, 0, samples);
    }

    /// <summary>The gradient of a batch from ∂L/∂y.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Backward<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            BackwardInBlocks<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, samples);
            return;
        }

        AddGradients<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, 0, samples);
    }

    /// <summary>The mean loss of a batch.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T scale = Loop.Scale<TNet, T>(samples);
        if (samples == 1 && !targets.Values.IsEmpty)
        {
            return TNet.LossOne(parameters, inputs, targets.Values) * scale;
        }

        double sum = 0;
        AddLosses<TNet, T>(parameters, inputs, targets, 0, samples, ref sum);
        return Loop.Mean(sum, scale);
    }

    /// <summary>The mean loss of a batch, and its gradient.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            return LossAndGradientInBlocks<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples);
        }

        T scale = Loop.Scale<TNet, T>(samples);
        if (samples == 1 && !targets.Values.IsEmpty)
        {
            // Training online calls this again and again.
            return TNet.LossAndGradientOne(parameters, inputs, targets.Values, scale, gradient, inputGradients) * scale;
        }

        double sum = 0;
        AddLossesAndGradients<TNet, T>(parameters, inputs, targets, scale, gradient, inputGradients, 0, samples, ref sum);
        return Loop.Mean(sum, scale);
    }

    /// <summary>The loss of a single sample, and its gradient: training online calls this again and again.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static T LossAndGradientOfOne<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target, Span<T> gradient, Span<T> inputGradient)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T scale = Loop.Scale<TNet, T>(1);
        return TNet.LossAndGradientOne(parameters, input, target, scale, gradient, inputGradient) * scale;
    }

    /// <summary>The outputs of the samples from <paramref name="first"/> on.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static void Forward<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int first, int samples)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int s = first; s < samples; s++)
        {
            TNet.ForwardOne(parameters, inputs.Slice(s * TNet.InputSize, TNet.InputSize), Loop.Rows(outputs, s, 1, TNet.OutputSize));
        }
    }

    /// <summary>Adds the gradients of the samples from <paramref name="first"/> on.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static void AddGradients<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int first, int samples)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int s = first; s < samples; s++)
        {
            TNet.BackwardOne(
                parameters, inputs.Slice(s * TNet.InputSize, TNet.InputSize), outputGradients.Slice(s * TNet.OutputSize, TNet.OutputSize),
                gradient, Loop.Rows(inputGradients, s, 1, TNet.InputSize));
        }
    }

    /// <summary>Adds the losses of the samples from <paramref name="first"/> on.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    internal static void AddLosses<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int first, int samples, ref double sum)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> oneHot = stackalloc T[targets.Values.IsEmpty ? TNet.OutputSize : 0];
        for (int s = first; s < samples; s++)
        {
            ReadOnlySpan<T> target = Target(targets, s, oneHot, TNet.OutputSize);
            sum += Scalar.Widen(TNet.LossOne(parameters, inputs.Slice(s * TNet.InputSize, TNet.InputSize), target));
        }
    }

    /// <summary>The same, and their gradients.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    internal static void AddLossesAndGradients<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, T scale, Span<T> gradient, Span<T> inputGradients,
        int first, int samples, ref double sum)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> oneHot = stackalloc T[targets.Values.IsEmpty ? TNet.OutputSize : 0];
        for (int s = first; s < samples; s++)
        {
            ReadOnlySpan<T> target = Target(targets, s, oneHot, TNet.OutputSize);
            sum += Scalar.Widen(TNet.LossAndGradientOne(
                parameters, inputs.Slice(s * TNet.InputSize, TNet.InputSize), target, scale, gradient,
                Loop.Rows(inputGradients, s, 1, TNet.InputSize)));
        }
    }

    /// <summary>The target of one sample as a row; of labels in <paramref name="oneHot"/>, which may be empty where there are none.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static ReadOnlySpan<T> Target<T>(in Targets<T> targets, int sample, Span<T> oneHot, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!targets.Values.IsEmpty)
        {
            return targets.Values.Slice(sample * outputs, outputs);
        }

        oneHot.Zero();
        oneHot[targets.Labels[sample]] = T.One;
        return oneHot;
    }

    [MethodImpl(Loop.Hot)]
    private static void BackwardInBlocks<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int samples)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var blocks = new GradientBlocks<T>(gradient, samples, isMean: false);
        while (blocks.Next())
        {
            Backward<TNet, T>(
                parameters, blocks.Of(inputs, TNet.InputSize), blocks.Of(outputGradients, TNet.OutputSize), blocks.Gradient,
                blocks.Of(inputGradients, TNet.InputSize), blocks.Count);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static T LossAndGradientInBlocks<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var blocks = new GradientBlocks<T>(gradient, samples, isMean: true);
        while (blocks.Next())
        {
            Span<T> dx = blocks.Of(inputGradients, TNet.InputSize);
            T loss = LossAndGradient<TNet, T>(
                parameters, blocks.Of(inputs, TNet.InputSize), targets.Of(blocks.First, blocks.Count, TNet.OutputSize),
                blocks.Gradient, dx, blocks.Count);
            blocks.Add(loss, dx);
        }

        return blocks.Loss;
    }
}
