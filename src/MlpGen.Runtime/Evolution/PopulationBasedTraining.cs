using System.Numerics;
using MlpGen.Numerics;
using MlpGen.Training;

namespace MlpGen.Evolution;

/// <summary>Trains a population of networks side by side, each with settings of its own, and lets the worst go on from the best: a search for
/// hyperparameters, and for how they should change on the way, in the time of one training run each.</summary>
/// <remarks>
/// <para>Jaderberg et al., <i>Population Based Training of Neural Networks</i> (arXiv:1711.09846), with truncation selection. Rounds of some epochs;
/// between two of them, the members are ranked by their loss, and each of the worst fifth</para>
/// <list type="bullet">
/// <item><description><b>exploits</b>: it takes over weights, optimizer's memory and epochs of a member drawn from the best fifth;</description></item>
/// <item><description><b>explores</b>: it takes over the settings, too, and each hyperparameter is moved, or now and then drawn anew.</description></item>
/// </list>
/// <para>A member that diverges has no loss, and is replaced. Each round makes the trainers anew from settings and states, so that any setting may
/// vary that a state can be gone on with: learning rate, decay, batch size, dropout's seed; not the architecture, nor the kind of optimizer.</para>
/// <para>The same seed, data and settings give the same bits, whatever the timing and the number of threads, as far as they do for
/// <see cref="Trainer{TNetwork, T}"/>. Not safe to use from several threads at once.</para>
/// </remarks>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
/// <typeparam name="TSettings">The settings, such as a record of yours.</typeparam>
public sealed partial class PopulationBasedTraining<TNetwork, T, TSettings> : Resumable<PopulationBasedState<T>>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SettingsSpace<TSettings> _space;
    private readonly Func<TSettings, int, Trainer<TNetwork, T>> _create;
    private readonly Func<EpochReport, double> _loss;
    private readonly Member[] _members;
    private readonly Ranking _ranking;
    private readonly List<TrainedMember<TSettings>> _history = [];
    private bool _isInRound;

    /// <summary>A population whose settings are drawn from a space. Nothing is trained yet.</summary>
    /// <param name="space">Which settings there may be.</param>
    /// <param name="create">Makes the trainer of a member from its settings and a seed of its own, by which its network may be drawn and its
    /// samples shuffled: the same trainer for the same arguments. It is called anew for each round, perhaps on several threads at once.
    /// <see cref="TrainerOptions.Epochs"/> is replaced.</param>
    /// <param name="options">How to train; the defaults of <see cref="PopulationBasedOptions"/> if left out.</param>
    /// <param name="loss">What members are compared by, after the last epoch of a round: smaller is better. The validation loss if left out, or without
    /// a validation set the training loss.</param>
    /// <exception cref="ArgumentException">Nothing varies in the space, or an option is outside its range.</exception>
    public PopulationBasedTraining(
        SettingsSpace<TSettings> space,
        Func<TSettings, int, Trainer<TNetwork, T>> create,
        PopulationBasedOptions? options = null,
        Func<EpochReport, double>? loss = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(create);
        Options = options ?? new PopulationBasedOptions();
        Options.Check();
        if (space.Hyperparameters.Count == 0)
        {
            throw new ArgumentException("Expected a space in which something varies (Linear, Logarithmic), but nothing does.", nameof(space));
        }

        _space = space;
        _create = create;
        _loss = loss ?? (static report => double.IsNaN(report.ValidationLoss) ? report.TrainingLoss : report.ValidationLoss);
        _ranking = new Ranking(Options.Members);
        _members = new Member[Options.Members];
        for (int k = 0; k < _members.Length; k++)
        {
            RandomSource random = RandomOf(round: 0, k);
            _members[k] = new Member(space.Draw(ref random)) { Source = k };
        }
    }

    /// <summary>How to train.</summary>
    public PopulationBasedOptions Options { get; }

    /// <summary>How many rounds are finished.</summary>
    public int Round => _history.Count / _members.Length;

    /// <summary>All finished rounds: who came from whom, with which settings.</summary>
    public PopulationBasedHistory<TSettings> History => new([.. _history], _members.Length, _space);

    /// <summary>Raised after each round, with an entry for each member, on the thread that called <see cref="Fit"/>: the place to save a state.</summary>
    public event Action<IReadOnlyList<TrainedMember<TSettings>>>? RoundFinished;

    /// <summary>A member's settings.</summary>
    /// <param name="member">Its number, 0 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public TSettings SettingsOf(int member)
    {
        MemberNumber.Check(member, _members.Length);
        return _members[member].Settings;
    }

    /// <summary>A network with a member's weights; that of <c>History.Best.Member</c> is what was looked for.</summary>
    /// <param name="member">Its number, 0 for the first.</param>
    /// <returns>A network of its own, as it is made for a trainer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public TNetwork NetworkOf(int member)
    {
        MemberNumber.Check(member, _members.Length);
        return TrainerOf(member, epochs: 0).Network;
    }

    private RandomSource RandomOf(int round, int member) => RandomSource.At(RandomSource.KeyOf(Options.Seed, round, member));

    /// <summary>One of the networks, between rounds.</summary>
    private sealed class Member(TSettings settings)
    {
        /// <summary>What it is trained with.</summary>
        public TSettings Settings { get; set; } = settings;

        /// <summary>Weights, optimizer's memory, epochs; null before the first round. Never changed: a copy of a member has the same.</summary>
        public TrainingState<T>? State { get; set; }

        /// <summary>Whose state it began the round with.</summary>
        public int Source { get; set; }

        /// <summary>Its loss after the last round; NaN if there is none.</summary>
        public double Loss { get; set; } = double.NaN;
    }
}
