using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A batch of a tiny network with several samples side by side in a vector, in the widest that the hardware has and the batch fills; what is
/// left, one by one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InLanes
{
    /// <summary>The outputs of a batch.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Forward<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int samples)
        where TNet : struct, ILanes<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples < Vector256<T>.Count)
        {
            OneByOne.Forward<TNet, T>(parameters, inputs, outputs, samples);
            return;
        }

        var batch = new LaneBatch<T>(parameters, inputs, samples) { Outputs = outputs };
        Run<TNet, T, ForwardOnly>(ref batch);
        OneByOne.Forward<TNet, T>(parameters, inputs, outputs, batch.First, samples);
    }

    /// <summary>The gradient of a batch from ∂L/∂y.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Backward<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILanes<T>, IGradientPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            BackwardInBlocks<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, samples);
            return;
        }

        if (samples < Vector256<T>.Count)
        {
            OneByOne.Backward<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, samples);
            return;
        }

        var batch = new LaneBatch<T>(parameters, inputs, samples)
        {
            OutputGradients = outputGradients, Gradient = gradient, InputGradients = inputGradients,
        };
        Run<TNet, T, FromOutputGradient>(ref batch);
        OneByOne.AddGradients<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, batch.First, samples);
    }

    /// <summary>The mean loss of a batch.</summary>
    [MethodImpl(Loop.Hot)]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Targets<T> targets, int samples)
        where TNet : struct, ILanes<T>, ILossPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples < Vector256<T>.Count)
        {
            return OneByOne.Loss<TNet, T>(parameters, inputs, targets, samples);
        }

        var batch = new LaneBatch<T>(parameters, inputs, samples) { Targets = targets.Values, Labels = targets.Labels };
        Run<TNet, T, LossOnly>(ref batch);
        double sum = batch.Sum;
        OneByOne.AddLosses<TNet, T>(parameters, inputs, targets, batch.First, samples, ref sum);
        return Loop.Mean(sum, Loop.Scale<TNet, T>(samples));
    }

    /// <summary>The mean loss of a batch, and its gradient.</summary>
    [MethodImpl(Loop.Hot)]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILanes<T>, ILossPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            return LossAndGradientInBlocks<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples);
        }

        if (samples < Vector256<T>.Count)
        {
            return OneByOne.LossAndGradient<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples);
        }

        T scale = Loop.Scale<TNet, T>(samples);
        var batch = new LaneBatch<T>(parameters, inputs, samples)
        {
            Targets = targets.Values, Labels = targets.Labels, Scale = scale, Gradient = gradient, InputGradients = inputGradients,
        };
        Run<TNet, T, FromLoss>(ref batch);
        double sum = batch.Sum;
        OneByOne.AddLossesAndGradients<TNet, T>(
            parameters, inputs, targets, scale, gradient, inputGradients, batch.First, samples, ref sum);
        return Loop.Mean(sum, scale);
    }

    /// <summary>The widest vectors first. A batch that fills none would pay for accumulators that hold nothing.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void Run<TNet, T, TPass>(ref LaneBatch<T> batch)
        where TNet : struct, ILanes<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        if (Vector512.IsHardwareAccelerated && batch.Samples >= Widths.Bytes512 / Unsafe.SizeOf<T>())
        {
            TNet.LanesOf512Bits<TPass>(ref batch);
        }

        if (Vector256.IsHardwareAccelerated && batch.Samples - batch.First >= Widths.Bytes256 / Unsafe.SizeOf<T>())
        {
            TNet.LanesOf256Bits<TPass>(ref batch);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static void BackwardInBlocks<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int samples)
        where TNet : struct, ILanes<T>, IGradientPasses<T>
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
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILanes<T>, ILossPasses<T>
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
