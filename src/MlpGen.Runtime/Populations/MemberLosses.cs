using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>The loss of all members, compiled for each function.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal abstract class MemberLosses<T>(LossInfo info)
    where T : unmanaged
{
    /// <summary>Whether it reads z of the last layer, and gives its dz at once.</summary>
    public bool ReadsZ => info.Function is LossFunction.CrossEntropy or LossFunction.BinaryCrossEntropy;

    /// <summary>Whether the mean is over the outputs, too.</summary>
    public bool MeansOutputs => info.Function
        is LossFunction.MeanSquaredError or LossFunction.MeanAbsoluteError or LossFunction.Huber or LossFunction.BinaryCrossEntropy;

    /// <summary>δ of Huber.</summary>
    protected double Delta => info.Delta;

    /// <summary>What computes the loss.</summary>
    [MethodImpl(Loop.Hot)]
    public static MemberLosses<T> Of(LossInfo info) => info.Function switch
    {
        LossFunction.MeanSquaredError => new Each<MeanSquaredErrorLoss>(info),
        LossFunction.HalfSquaredError => new Each<HalfSquaredErrorLoss>(info),
        LossFunction.SumSquaredError => new Each<SumSquaredErrorLoss>(info),
        LossFunction.MeanAbsoluteError => new Each<MeanAbsoluteErrorLoss>(info),
        LossFunction.Huber => new Each<HuberLoss>(info),
        LossFunction.BinaryCrossEntropy => new Each<BinaryCrossEntropyLoss>(info),
        LossFunction.CrossEntropy => new Together(info),
        _ => throw new NotSupportedException($"A population cannot compute the loss {info.Function}."),
    };

    /// <summary>Losses, and their derivatives by what is read.</summary>
    /// <param name="lanes">Lanes of the stripes.</param>
    /// <param name="losses">Written: a number for each column and lane. Right behind them lies the scale of the derivatives.</param>
    /// <param name="read">a or z of the last layer.</param>
    /// <param name="targets">As many.</param>
    /// <param name="slopes">Written.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="differentiate">Whether the derivatives are wanted; what is written otherwise means nothing.</param>
    /// <param name="tile">The tile.</param>
    public abstract void Run(
        int lanes, ref T losses, ref T read, ref T targets, ref T slopes, int outputs, bool differentiate, in MemberTile tile);

    private sealed class Each<TLoss>(LossInfo info) : MemberLosses<T>(info)
        where TLoss : struct, IElementwiseLoss
    {
        [MethodImpl(Loop.Hot)]
        public override void Run(
            int lanes, ref T losses, ref T read, ref T targets, ref T slopes, int outputs, bool differentiate, in MemberTile tile) =>
            MemberWidths<MemberLoss<TLoss>>.Run(
                lanes, ref losses, ref read, ref targets, ref differentiate ? ref slopes : ref Unsafe.NullRef<T>(),
                new(0, outputs, false, Delta), in tile);
    }

    private sealed class Together(LossInfo info) : MemberLosses<T>(info)
    {
        [MethodImpl(Loop.Hot)]
        public override void Run(
            int lanes, ref T losses, ref T read, ref T targets, ref T slopes, int outputs, bool differentiate, in MemberTile tile) =>
            MemberWidths<MemberCrossEntropy>.Run(lanes, ref losses, ref read, ref targets, ref slopes, new(0, outputs, false, 0), in tile);
    }
}
