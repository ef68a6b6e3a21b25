using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A batch of a tiny reproducible network: groups of as many samples as the widest vector has lanes, whatever the hardware has; what is left,
/// one by one.</summary>
/// <remarks>
/// Hardware with shorter vectors goes over a group in two or four parts. Each lane of a group has sums of its own, of gradients and of losses, over all
/// groups; in the end those of the lanes are added, pairs half the lanes apart, again and again.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InLanesInOrder
{
    /// <summary>The outputs of a batch.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Forward<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int samples)
        where TNet : struct, ILanesInOrder<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        scoped var batch = new LaneGroups<T>(parameters, inputs, samples);
        batch.Outputs = outputs;
        Run<TNet, T, ForwardOnly>(ref batch);
        OneByOne.Forward<TNet, T>(parameters, inputs, outputs, batch.End, samples);
    }

    /// <summary>The gradient of a batch from ∂L/∂y.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Backward<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILanesInOrder<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            BackwardInBlocks<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, samples);
            return;
        }

        Span<T> lanes = stackalloc T[LanesFor<T>(samples, gradient.Length)];
        scoped var batch = new LaneGroups<T>(parameters, inputs, samples);
        batch.OutputGradients = Loop.Piecewise(outputGradients);
        batch.Gradients = lanes;
        batch.InputGradients = Loop.Piecewise(inputGradients);
        Run<TNet, T, FromOutputGradient>(ref batch);
        LaneSums.AddTo(lanes, gradient);
        OneByOne.AddGradients<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, batch.End, samples);
    }

    /// <summary>The mean loss of a batch.</summary>
    [MethodImpl(Loop.Hot)]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples)
        where TNet : struct, ILanesInOrder<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<double> losses = stackalloc double[SampleLanes.Group<T>()];
        losses.Zero();
        scoped var batch = new LaneGroups<T>(parameters, inputs, samples);
        batch.Targets = Loop.Piecewise(targets.Values);
        batch.Labels = Loop.Piecewise(targets.Labels);
        batch.Losses = losses;
        Run<TNet, T, LossOnly>(ref batch);
        double sum = LaneSums.Of(losses);
        OneByOne.AddLosses<TNet, T>(parameters, inputs, targets, batch.End, samples, ref sum);
        return Loop.Mean(sum, Loop.Scale<TNet, T>(samples));
    }

    /// <summary>The mean loss of a batch, and its gradient.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILanesInOrder<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            return LossAndGradientInBlocks<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples);
        }

        T scale = Loop.Scale<TNet, T>(samples);
        Span<T> lanes = stackalloc T[LanesFor<T>(samples, gradient.Length)];
        Span<double> losses = stackalloc double[SampleLanes.Group<T>()];
        losses.Zero();
        scoped var batch = new LaneGroups<T>(parameters, inputs, samples);
        batch.Targets = Loop.Piecewise(targets.Values);
        batch.Labels = Loop.Piecewise(targets.Labels);
        batch.Scale = scale;
        batch.Gradients = lanes;
        batch.InputGradients = Loop.Piecewise(inputGradients);
        batch.Losses = losses;
        Run<TNet, T, FromLoss>(ref batch);
        LaneSums.AddTo(lanes, gradient);
        double sum = LaneSums.Of(losses);
        OneByOne.AddLossesAndGradients<TNet, T>(
            parameters, inputs, targets, scale, gradient, inputGradients, batch.End, samples, ref sum);
        return Loop.Mean(sum, scale);
    }

    /// <summary>A place for each parameter and lane; none without a whole group.</summary>
    [MethodImpl(Loop.Inlined)]
    private static int LanesFor<T>(int samples, int parameters)
        where T : unmanaged => samples < SampleLanes.Group<T>() ? 0 : parameters * SampleLanes.Group<T>();

    /// <summary>The widest vectors that there are, over each part of the groups.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void Run<TNet, T, TPass>(ref LaneGroups<T> batch)
        where TNet : struct, ILanesInOrder<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        if (batch.End == 0)
        {
            return;
        }

        if (Vector512.IsHardwareAccelerated)
        {
            TNet.LanesOf512Bits<TPass>(ref batch);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; batch.Part < SampleLanes.Group<T>(); batch.Part += Widths.Bytes256 / Unsafe.SizeOf<T>())
            {
                TNet.LanesOf256Bits<TPass>(ref batch);
            }
        }
        else
        {
            for (; batch.Part < SampleLanes.Group<T>(); batch.Part += Widths.Bytes128 / Unsafe.SizeOf<T>())
            {
                TNet.LanesOf128Bits<TPass>(ref batch);
            }
        }
    }

    [MethodImpl(Loop.Hot)]
    private static void BackwardInBlocks<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int samples)
        where TNet : struct, ILanesInOrder<T>
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
        where TNet : struct, ILanesInOrder<T>
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
