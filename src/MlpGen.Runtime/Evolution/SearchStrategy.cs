using System.Globalization;
using System.Numerics;
using MlpGen.Numerics;
using MlpGen.Training;

namespace MlpGen.Evolution;

/// <summary>Searches for parameters without a gradient: <b>ask</b> for a generation of members, measure the loss of each, <b>tell</b> the losses.
/// What <see cref="CmaEs{T}"/> and <see cref="EvolutionStrategy{T}"/> have in common.</summary>
/// <remarks>
/// <para><b>Smaller is better</b>, as everywhere in MlpGen: what is told are losses. Who has rewards or a fitness tells them with a minus sign. A
/// loss that is NaN or infinite ranks behind all others, and does no other harm.</para>
/// <para>A member is a function of the state of the search and of its number: asking again gives the same members, and
/// <see cref="Tell(ReadOnlySpan{double})"/> does not look at the memory that was asked into. So members may be computed anywhere, one by one.</para>
/// <para>The same seed, start, options and losses give the same bits on every machine. Nothing is allocated after construction, but by
/// <see cref="Resumable{TState}.SaveState()"/>. Not safe to use from several threads at once.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract partial class SearchStrategy<T> : Resumable<SearchState<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SearchOptions _options;
    private readonly Ranking _ranking;
    private readonly double[] _losses;
    private readonly T[] _best;
    private readonly int _distributionSize;

    /// <param name="start">The first mean.</param>
    /// <param name="members">K.</param>
    /// <param name="options">Checked.</param>
    /// <param name="distributionSize">How many numbers <see cref="Remember"/> meets.</param>
    private protected SearchStrategy(ReadOnlySpan<T> start, int members, SearchOptions options, int distributionSize)
    {
        CheckStart(start);
        _options = options;
        ParameterCount = start.Length;
        MemberCount = members;
        _ranking = new Ranking(members);
        _losses = new double[members];
        _best = start.ToArray();
        _distributionSize = distributionSize;
    }

    /// <summary>P, how many parameters a member has.</summary>
    public int ParameterCount { get; }

    /// <summary>K, how many members a generation has.</summary>
    public int MemberCount { get; }

    /// <summary>Names the random numbers.</summary>
    public int Seed => _options.Seed;

    /// <summary>How many generations are finished: so many times losses have been told.</summary>
    public int Generation { get; private set; }

    /// <summary>The member with the least loss ever; the start, as long as there is none.</summary>
    public ReadOnlySpan<T> Best => _best;

    /// <summary>Its loss; +∞ as long as there is none.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>The middle of the members to come: what the search would answer if it had to. Where losses are noisy, it is often better than
    /// <see cref="Best"/>, which was lucky.</summary>
    public abstract ReadOnlySpan<T> Mean { get; }

    /// <summary>σ, the scale of the members' distances from <see cref="Mean"/>.</summary>
    public abstract double StepSize { get; }

    /// <summary>What the last generation came to; all 0 before the first, and after a state was loaded.</summary>
    public GenerationReport Last { get; private set; }

    /// <summary>Raised after each generation, within <see cref="Tell(ReadOnlySpan{double})"/>: the place to save a state.</summary>
    public event Action<GenerationReport>? GenerationFinished;

    /// <summary>Why the search is over; <see cref="SearchStop.None"/> while it is not. Whoever asks and tells may go on all the same.</summary>
    public SearchStop StopReason =>
        BestLoss <= _options.TargetLoss ? SearchStop.TargetReached
        : Generation >= _options.Generations ? SearchStop.Completed
        : OwnStopReason;

    /// <summary>Writes the members of the generation to come. Asking again, before losses are told, writes the same.</summary>
    /// <param name="members">Overwritten: K rows of P.</param>
    /// <exception cref="ArgumentException">The length is not K·P. Nothing is written.</exception>
    public void Ask(Span<T> members)
    {
        if (members.Length != (long)MemberCount * ParameterCount)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Expected members to have length {(long)MemberCount * ParameterCount} ({MemberCount} members of {ParameterCount}), " +
                    $"but it has length {members.Length}."),
                nameof(members));
        }

        for (int member = 0; member < MemberCount; member++)
        {
            Write(member, members.Slice(member * ParameterCount, ParameterCount));
        }
    }

    /// <summary>Writes one member of the generation to come, as <see cref="Ask"/> does.</summary>
    /// <param name="member">Its number, 0 for the first.</param>
    /// <param name="parameters">Overwritten; P long.</param>
    /// <exception cref="ArgumentException">There is no such member, or the length is not P. Nothing is written.</exception>
    public void AskOne(int member, Span<T> parameters)
    {
        MemberNumber.Check(member, MemberCount);
        SpanGuard.CheckLength(parameters.Length, ParameterCount, nameof(parameters));
        Write(member, parameters);
    }

    /// <summary>Learns from the losses of the generation that was asked for, and ends it.</summary>
    /// <param name="losses">One for each member, in their order; <b>smaller is better</b>. NaN and infinities rank last.</param>
    /// <exception cref="ArgumentException">The length is not K, or no loss is finite. Nothing changes then.</exception>
    public void Tell(ReadOnlySpan<double> losses)
    {
        SpanGuard.CheckLength(losses.Length, MemberCount, nameof(losses));
        _ranking.Set(losses);
        if (_ranking.Finite == 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Expected at least one of {MemberCount} losses to be finite, but all are NaN or infinite in generation {Generation + 1}: " +
                    $"there is nothing to learn from. A smaller StepSize keeps members closer to the mean."),
                nameof(losses));
        }

        bool isBest = _ranking.Best < BestLoss;
        if (isBest)
        {
            Write(_ranking.Order[0], _best);
            BestLoss = _ranking.Best;
        }

        Learn(_ranking);
        Generation++;
        Last = new GenerationReport
        {
            Generation = Generation,
            BestLoss = _ranking.Best,
            MedianLoss = _ranking.Median,
            Finite = _ranking.Finite,
            IsBest = isBest,
            StepSize = StepSize,
        };
        GenerationFinished?.Invoke(Last);
    }

    /// <inheritdoc cref="Tell(ReadOnlySpan{double})"/>
    public void Tell(ReadOnlySpan<float> losses)
    {
        SpanGuard.CheckLength(losses.Length, MemberCount, nameof(losses));
        for (int k = 0; k < losses.Length; k++)
        {
            _losses[k] = losses[k];
        }

        Tell(_losses);
    }

    /// <summary>Writes a member of the generation to come.</summary>
    private protected abstract void Write(int member, Span<T> parameters);

    /// <summary>Changes the distribution.</summary>
    private protected abstract void Learn(Ranking ranking);

    /// <summary>Why the search is over, if not for the generations or the loss.</summary>
    private protected virtual SearchStop OwnStopReason => SearchStop.None;

    private static void CheckStart(ReadOnlySpan<T> start)
    {
        if (start.IsEmpty)
        {
            throw new ArgumentException("Expected start to have at least one parameter, but it is empty.", nameof(start));
        }

        for (int i = 0; i < start.Length; i++)
        {
            if (!T.IsFinite(start[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Expected start to be finite, but start[{i}] is {start[i]}."), nameof(start));
            }
        }
    }
}
