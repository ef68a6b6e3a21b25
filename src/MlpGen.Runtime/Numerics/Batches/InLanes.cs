using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A batch of a tiny network with several samples side by side in a vector, the widest that the hardware has; very few
/// samples, and the few beyond whole vectors, one by one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InLanes
{
    /// <summary>The most samples beyond whole vectors of 16 that go faster one by one than another vector would, and beyond shorter vectors. Measured, in
    /// floats: a vector of 10-1, 14-1, 16-2 and 22-2-1 takes as long forward as three to five samples by themselves, with gradients as two to four.</summary>
    private const int MostOver = 3, MostOverWithGradient = 2, MostOverShort = 1;

    /// <summary>The outputs of a batch.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Forward<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int samples)
        where TNet : struct, ILanes<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (AreFew<T>(samples))
        {
            OneByOne.Forward<TNet, T>(parameters, inputs, outputs, samples);
            return;
        }

        int over = Over<TNet, T>(samples, MostOver);
        var batch = new LaneBatch<T>(parameters, inputs, samples - over);
        batch.Outputs = outputs;
        Run<TNet, T, ForwardOnly>(ref batch);
        if (over > 0)
        {
            OneByOne.Forward<TNet, T>(
                parameters, Loop.Rows(inputs, samples - over, over, TNet.InputSize), Loop.Rows(outputs, samples - over, over, TNet.OutputSize), over);
        }
    }

    /// <summary>The gradient of a batch from ∂L/∂y.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Backward<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILanes<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            BackwardInBlocks<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, samples);
            return;
        }

        if (AreFew<T>(samples))
        {
            OneByOne.Backward<TNet, T>(parameters, inputs, outputGradients, gradient, inputGradients, samples);
            return;
        }

        int over = Over<TNet, T>(samples, MostOverWithGradient);
        var batch = new LaneBatch<T>(parameters, inputs, samples - over);
        batch.OutputGradients = Loop.Piecewise(outputGradients);
        batch.Gradient = Loop.Piecewise(gradient);
        batch.InputGradients = Loop.Piecewise(inputGradients);
        Run<TNet, T, FromOutputGradient>(ref batch);
        if (over > 0)
        {
            OneByOne.Backward<TNet, T>(
                parameters, Loop.Rows(inputs, samples - over, over, TNet.InputSize), Loop.Rows(outputGradients, samples - over, over, TNet.OutputSize),
                gradient, Loop.Rows(inputGradients, samples - over, over, TNet.InputSize), over);
        }
    }

    /// <summary>The mean loss of a batch.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples)
        where TNet : struct, ILanes<T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        AreFew<T>(samples)
            ? OneByOne.Loss<TNet, T>(parameters, inputs, targets, samples)
            : VectorLoss<TNet, T>(parameters, inputs, targets, samples);

    [MethodImpl(Loop.Hot)]
    private static T VectorLoss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, int samples)
        where TNet : struct, ILanes<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int over = Over<TNet, T>(samples, MostOver);
        var batch = new LaneBatch<T>(parameters, inputs, samples - over);
        batch.Targets = Loop.Piecewise(targets.Values);
        batch.Labels = Loop.Piecewise(targets.Labels);
        Run<TNet, T, LossOnly>(ref batch);
        double sum = batch.Sum;
        if (over > 0)
        {
            OneByOne.AddLosses<TNet, T>(parameters, inputs, targets, samples - over, samples, ref sum);
        }

        return Loop.Mean(sum, Loop.Scale<TNet, T>(samples));
    }

    /// <summary>The mean loss of a batch, and its gradient.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILanes<T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        AreFew<T>(samples)
            ? OneByOne.LossAndGradient<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples)
            : VectorLossAndGradient<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples);

    [MethodImpl(Loop.Hot)]
    private static T VectorLossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, in Targets<T> targets, Span<T> gradient, Span<T> inputGradients, int samples)
        where TNet : struct, ILanes<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (GradientBlocks<T>.AreIn(samples))
        {
            return LossAndGradientInBlocks<TNet, T>(parameters, inputs, targets, gradient, inputGradients, samples);
        }

        T scale = Loop.Scale<TNet, T>(samples);
        int over = Over<TNet, T>(samples, MostOverWithGradient);
        var batch = new LaneBatch<T>(parameters, inputs, samples - over);
        batch.Targets = Loop.Piecewise(targets.Values);
        batch.Labels = Loop.Piecewise(targets.Labels);
        batch.Scale = scale;
        batch.Gradient = Loop.Piecewise(gradient);
        batch.InputGradients = Loop.Piecewise(inputGradients);
        Run<TNet, T, FromLoss>(ref batch);
        double sum = batch.Sum;
        if (over > 0)
        {
            OneByOne.AddLossesAndGradients<TNet, T>(parameters, inputs, targets, scale, gradient, inputGradients, samples - over, samples, ref sum);
        }

        return Loop.Mean(sum, scale);
    }

    /// <summary>Whether they fill no vector, and go one by one.</summary>
    [MethodImpl(Loop.Inlined)]
    private static bool AreFew<T>(int samples)
        where T : unmanaged => !Vector256.IsHardwareAccelerated || samples < Widths.Bytes256 / Unsafe.SizeOf<T>();

    /// <summary>The samples beyond whole vectors, if they are so few that they go faster one by one; else 0.</summary>
    [MethodImpl(Loop.Inlined)]
    private static int Over<TNet, T>(int samples, int most)
        where TNet : struct, ILanes<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (TNet.LanesAreQuick)
        {
            return 0;
        }

        int lanes = (Vector512.IsHardwareAccelerated && samples >= Widths.Bytes512 / Unsafe.SizeOf<T>() ? Widths.Bytes512 : Widths.Bytes256) / Unsafe.SizeOf<T>();
        int over = samples & (lanes - 1);
        return over <= (lanes < 16 ? MostOverShort : most) ? over : 0;
    }

    /// <summary>The widest vectors that the batch fills: wider ones would pay for accumulators that hold nothing.</summary>
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
        else
        {
            TNet.LanesOf256Bits<TPass>(ref batch);
        }
    }

    [MethodImpl(Loop.Hot)]
    private static void BackwardInBlocks<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> gradient, Span<T> inputGradients,
        int samples)
        where TNet : struct, ILanes<T>
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
        where TNet : struct, ILanes<T>
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
