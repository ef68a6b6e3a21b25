using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Optimizers;

/// <content>Steps of members of a population, which lie side by side.</content>
public abstract partial class Optimizer<T>
{
    /// <summary>Takes a step of a stripe of members, <c>[parameter][lane]</c>, each lane with rates of its own. As <see cref="BeginStep()"/> says,
    /// parts of a step may be taken in any order. Nothing is checked.</summary>
    /// <param name="parameters">The parameters of all members, as many as the optimizer is prepared for.</param>
    /// <param name="first">Where the stripe begins.</param>
    /// <param name="gradient">That of the stripe.</param>
    /// <param name="learningRates">η of each lane: a power of two of them.</param>
    /// <param name="weightDecays">λ of each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void StepLanes(
        Span<T> parameters, int first, ReadOnlySpan<T> gradient, ReadOnlySpan<double> learningRates, ReadOnlySpan<double> weightDecays)
    {
        Span<T> part = parameters.Slice(first, gradient.Length);
        StateParts<T> state = State.From(first);
        int lanes = learningRates.Length, width = Math.Min(lanes, Vector<T>.Count);
        for (int lane = 0; lane < lanes; lane += width)
        {
            var rates = new Rates(learningRates.Slice(lane, width), weightDecays.Slice(lane, width), lanes > width ? lanes : 0);
            Update(part[lane..], gradient[lane..], state.From(lane), rates);
        }
    }
}
