using System.Runtime.CompilerServices;
using MlpGen.Numerics;
using MlpGen.Optimizers;

namespace MlpGen.Populations;

/// <content>Steps of an optimizer.</content>
public sealed partial class Population<TNet, T>
{
    private readonly double[] _learningRates, _weightDecays;

    /// <summary>Takes one step of all members, each with a learning rate and a weight decay of its own if they are given.</summary>
    /// <remarks>
    /// A member's step is the one that an optimizer of its own would take, to the last bit. Weight decay is of all parameters, biases too. The
    /// optimizer belongs to the population from its first step on, which allocates what it remembers
    /// (<see cref="Optimizer{T}.Prepare"/>, with K · <c>ParameterCount</c>, does it before).
    /// </remarks>
    /// <param name="optimizer">One of MlpGen: the rule, and what it remembers of earlier steps of all members.</param>
    /// <param name="gradient">That of each member; left as it is.</param>
    /// <param name="learningRates">η of each member, K long, finite and ≥ 0; empty: the optimizer's.</param>
    /// <param name="weightDecays">λ of each member, K long, finite and ≥ 0; empty: the optimizer's.</param>
    /// <exception cref="ArgumentException">A length is wrong, a number out of its range, <paramref name="gradient"/> not a vector of the population,
    /// or the optimizer one of another number of parameters. Nothing is written then.</exception>
    [MethodImpl(Loop.Hot)]
    public void Step(
        Optimizer<T> optimizer, PopulationVector<T> gradient, ReadOnlySpan<double> learningRates = default, ReadOnlySpan<double> weightDecays = default)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(gradient);
        CheckGradient(gradient, nameof(gradient));
        CheckRates(learningRates, nameof(learningRates));
        CheckRates(weightDecays, nameof(weightDecays));
        if (learningRates.IsEmpty && weightDecays.IsEmpty)
        {
            optimizer.Step(Parameters.Packed, gradient.Packed);
            return;
        }

        Fill(_learningRates, learningRates, optimizer.LearningRate);
        Fill(_weightDecays, weightDecays, optimizer.WeightDecay);
        optimizer.Prepare(Members * _size);
        optimizer.BeginStep();
        StepEach(optimizer, gradient.Packed);
    }

    [MethodImpl(Loop.Hot)]
    private void StepEach(Optimizer<T> optimizer, ReadOnlySpan<T> gradient)
    {
        foreach (MemberRun run in Parameters.Layout.Runs)
        {
            for (int member = run.First; member < run.End; member += run.Lanes)
            {
                optimizer.StepLanes(
                    Parameters.Packed, member * _size, gradient.Slice(member * _size, run.Lanes * _size), _learningRates.AsSpan(member, run.Lanes),
                    _weightDecays.AsSpan(member, run.Lanes));
            }
        }
    }

    [MethodImpl(Loop.Hot)]
    private static void Fill(Span<double> all, ReadOnlySpan<double> rates, double otherwise)
    {
        if (rates.IsEmpty)
        {
            foreach (ref double rate in all)
            {
                rate = otherwise;
            }
        }
        else
        {
            rates.MoveTo(all);
        }
    }

    [MethodImpl(Loop.Hot)]
    private void CheckRates(ReadOnlySpan<double> rates, string argument)
    {
        if (!rates.IsEmpty)
        {
            MemberCheck.Count(rates.Length, Members, 1, argument);
        }

        for (int member = 0; member < rates.Length; member++)
        {
            if (!(double.IsFinite(rates[member]) && rates[member] >= 0))
            {
                throw MemberCheck.Error(argument, $"Expected {argument}[{member}] to be finite and not negative, but it is {rates[member]}.");
            }
        }
    }
}
