using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;
using MlpGen.Optimizers;
using MlpGen.Training;

namespace MlpGen.Populations;

/// <summary>K parameter sets of one network, its members, which are computed together: forward passes, losses, gradients, steps.</summary>
/// <remarks>
/// <para>Members lie side by side in memory, as many as a vector has lanes, so that an instruction serves that many members. A member's
/// results are those of the network's own static members for its parameters, to rounding; of a network that is reproducible, to the last bit.
/// They depend neither on its neighbours nor on <see cref="Threads"/>.</para>
/// <para>In lanes a network is what its <c>Layers</c> say: a class that was written by hand, and computes anything else, does not belong here.</para>
/// <para>The population owns the parameters. Once made, it allocates nothing. One call at a time: it has memory of its own for intermediate values.</para>
/// </remarks>
/// <typeparam name="TNet">The generated class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the network has it.</typeparam>
public sealed partial class Population<TNet, T> : IDisposable
    where TNet : INetwork<TNet, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ThreadTeam? _team;

    /// <summary>Members whose parameters are all zero.</summary>
    /// <param name="members">K, at least 1.</param>
    /// <param name="threads">How many threads share the members of a call, the calling one included; no more than there are processors are used.
    /// With more than one, <see cref="Dispose"/> ends them.</param>
    /// <param name="samples">How many samples each member will see in a call, mostly. It decides how members lie in memory, and nothing but speed and last bits
    /// depends on it: from about 16 on, the network's own batches fill vectors with samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or there are more parameters in all than an array holds.</exception>
    public Population(int members, int threads = 1, int samples = 1)
    {
        Setting.AtLeast(1, members, nameof(members));
        Setting.AtLeast(1, threads, nameof(threads));
        Setting.AtLeast(1, samples, nameof(samples));
        if ((long)members * _size > Array.MaxLength - 64)
        {
            throw new ArgumentOutOfRangeException(
                nameof(members), members, $"Expected members · {_size} parameters to be at most {Array.MaxLength - 64}, but members is {members}.");
        }

        bool inLanes = !TNet.IsReproducible && MemberLayout.SuitsLanes<T>(_size, samples) && MemberLayers.Describe<TNet, T>();
        Parameters = new(MemberLayout.Of<T>(members, _size, inLanes));
        Threads = Math.Min(threads, Environment.ProcessorCount);
        _learningRates = new double[members];
        _weightDecays = new double[members];
        _work = share => Work(share, Threads);
        int workers = Parameters.Layout.Runs[0].IsRows ? 0 : Threads;
        MemberLayer<T>[] layers = workers > 0 ? MemberLayers.Of<T>(TNet.Layers) : [];
        _workers = [.. Enumerable.Range(0, workers).Select(_ => new MemberWorker<T>(layers, _size))];
        _stripeRows = [.. Enumerable.Range(0, workers).Select(_ => new StripeRows<T>(_size))];
        _team = Threads > 1 ? new(Threads) : null;
    }

    /// <summary>K.</summary>
    public int Members => Parameters.Members;

    /// <summary>How many threads share the members of a call.</summary>
    public int Threads { get; }

    /// <summary>The parameters of all members.</summary>
    public PopulationVector<T> Parameters { get; }

    /// <summary>A number for each parameter of each member, all zero: memory for gradients.</summary>
    public PopulationVector<T> NewVector() => new(Parameters.Layout);

    /// <summary>Draws the parameters of all members by the declared initializers: those of member m as the network's own <c>Initialize</c> does
    /// with the seed <paramref name="seed"/> + m.</summary>
    /// <param name="seed">The same seed gives the same bits on every platform.</param>
    public void Initialize(int seed)
    {
        var row = new T[_size];
        for (int member = 0; member < Members; member++)
        {
            TNet.Initialize(row, unchecked(seed + member));
            Parameters.Set(member, row);
        }
    }

    /// <summary>Computes outputs of all members, each for samples of its own.</summary>
    /// <param name="inputs">For each member its n ≥ 0 samples: K · n rows of <c>InputSize</c>, member by member.</param>
    /// <param name="outputs">Overwritten: K · n rows of <c>OutputSize</c>, member by member.</param>
    /// <exception cref="ArgumentException">A length is wrong, or <paramref name="outputs"/> overlaps <paramref name="inputs"/>; nothing is
    /// written then.</exception>
    [MethodImpl(Loop.Hot)]
    public void Forward(ReadOnlySpan<T> inputs, Span<T> outputs) =>
        Forward(inputs, outputs, MemberCheck.Rows(inputs.Length, Members, _inputs, nameof(inputs)), isShared: false);

    /// <summary>Computes outputs of all members for the same samples.</summary>
    /// <param name="inputs">n ≥ 0 rows of <c>InputSize</c>, which all members see.</param>
    /// <param name="outputs">Overwritten: K · n rows of <c>OutputSize</c>, member by member.</param>
    /// <exception cref="ArgumentException">A length is wrong, or <paramref name="outputs"/> overlaps <paramref name="inputs"/>; nothing is
    /// written then.</exception>
    [MethodImpl(Loop.Hot)]
    public void ForwardShared(ReadOnlySpan<T> inputs, Span<T> outputs) =>
        Forward(inputs, outputs, SpanGuard.CountRows(inputs.Length, _inputs, nameof(inputs)), isShared: true);

    /// <summary>Ends the threads, if there are more than one.</summary>
    public void Dispose() => _team?.Dispose();

    [MethodImpl(Loop.Hot)]
    private unsafe void Forward(ReadOnlySpan<T> inputs, Span<T> outputs, int samples, bool isShared)
    {
        MemberCheck.Length(outputs.Length, Members, samples, _outputs, nameof(outputs));
        SpanGuard.CheckSeparate(outputs, inputs, nameof(outputs), nameof(inputs));
        if (samples == 0)
        {
            return;
        }

        fixed (T* x = inputs, y = outputs)
        {
            _jobLosses = null;
            _jobRows = null;
            Run(samples, isShared, x, y, null, null, null, null);
        }
    }
}
