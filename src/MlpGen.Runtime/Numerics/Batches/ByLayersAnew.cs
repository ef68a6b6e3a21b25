using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>One sample through a network whose trace would be too deep for the stack: the pass back computes what it reads of a layer anew, from the
/// input on, for each layer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ByLayersAnew
{
    /// <summary>Forward, and back from ∂L/∂y.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Backward<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> gradient, Span<T> inputGradient)
        where TNet : struct, ILayersAnew<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> memory = stackalloc T[TNet.WidestPair], d = stackalloc T[TNet.WidestLayer], e = stackalloc T[TNet.WidestLayer];
        outputGradient.MoveTo(d);
        Layers<TNet, T>(parameters, input, memory, d, e, gradient, inputGradient, isGiven: false);
    }

    /// <summary>The mean loss of a batch, and its gradient.</summary>
    [MethodImpl(Loop.Hot)]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILayersAnew<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            return LossAndGradientInBlocks<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples);
        }

        T scale = Loop.Scale<TNet, T>(samples);
        double sum = 0;
        for (int s = 0; s < samples; s++)
        {
            ReadOnlySpan<T> input = inputs.Slice(s * TNet.InputSize, TNet.InputSize);
            Span<T> inputGradient = Loop.Rows(inputGradients, s, 1, TNet.InputSize);
            sum += Scalar.Widen(One<TNet, T>(parameters, input, targets.Of(s, 1, TNet.OutputSize), scale, gradient, inputGradient));
        }

        return Loop.Mean(sum, scale);
    }

    /// <summary>The mean loss of a batch.</summary>
    [MethodImpl(Loop.Hot)]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples)
        where TNet : struct, ILayersAnew<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int s = 0; s < samples; s++)
        {
            ReadOnlySpan<T> input = inputs.Slice(s * TNet.InputSize, TNet.InputSize);
            sum += Scalar.Widen(One<TNet, T>(parameters, input, targets.Of(s, 1, TNet.OutputSize)));
        }

        return Loop.Mean(sum, Loop.Scale<TNet, T>(samples));
    }

    /// <summary>Forward, loss and back.</summary>
    /// <returns>The loss, not yet divided for the mean.</returns>
    [MethodImpl(Loop.Inlined)]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target, T scale, Span<T> gradient, Span<T> inputGradient)
        where TNet : struct, ILayersAnew<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        One<TNet, T>(parameters, input, new Targets<T>(target), scale, gradient, inputGradient);

    /// <summary>Forward and loss.</summary>
    /// <returns>The loss, not yet divided for the mean.</returns>
    [MethodImpl(Loop.Inlined)]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target)
        where TNet : struct, ILayersAnew<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> => One<TNet, T>(parameters, input, new Targets<T>(target));

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static T One<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Targets<T> target, T scale, Span<T> gradient, Span<T> inputGradient)
        where TNet : struct, ILayersAnew<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> memory = stackalloc T[TNet.WidestPair], d = stackalloc T[TNet.WidestLayer], e = stackalloc T[TNet.WidestLayer];
        var samples = new OneSample<T, TwoLayers>(TNet.WidestPair);
        Span<T> read = TNet.Forward(samples, parameters, input, memory, samples.Units(e, TNet.OutputSize));
        T loss = TNet.Loss(samples, read, target, scale, samples.Units(d, TNet.OutputSize));
        Layers<TNet, T>(parameters, input, memory, d, e, gradient, inputGradient, TNet.IsFused);
        return loss;
    }

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static T One<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Targets<T> target)
        where TNet : struct, ILayersAnew<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> memory = stackalloc T[TNet.WidestPair], output = stackalloc T[TNet.OutputSize];
        var samples = new OneSample<T, TwoLayers>(TNet.WidestPair);
        Span<T> read = TNet.Forward(samples, parameters, input, memory, output);
        return TNet.Loss(samples, read, target, T.One, default);
    }

    /// <summary>The chain rule, layer by layer. Until the second layer from the end needs it, <paramref name="e"/> has the output.</summary>
    [MethodImpl(Loop.Hot)]
    private static void Layers<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> memory, Span<T> d, Span<T> e, Span<T> gradient, Span<T> inputGradient, bool isGiven)
        where TNet : struct, ILayersAnew<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int layer = TNet.LayerCount; layer > 0; layer--)
        {
            var samples = new OneSample<T, TwoLayers>(TNet.WidestPair, layer);
            Span<T> output = e.Slice(0, TNet.OutputSize);
            TNet.Forward(samples, parameters, input, memory, output);
            TNet.Backward(samples, parameters, input, memory, output, d, e, gradient, inputGradient, isGiven);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static T LossAndGradientInBlocks<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILayersAnew<TNet, T>
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
