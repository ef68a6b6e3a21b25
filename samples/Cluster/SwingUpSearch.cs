using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Cluster.Physics;
using MlpGen.Cluster;
using MlpGen.Evolution;

namespace Cluster;

/// <summary>What a generation came to.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Best">The largest fitness.</param>
/// <param name="Median">The one in the middle.</param>
/// <param name="Time">How long it took, from asking to telling.</param>
/// <param name="Shares">How many members each silo evaluated, by its port.</param>
internal sealed record Generation(int Number, double Best, double Median, TimeSpan Time, IReadOnlyDictionary<int, int> Shares);

/// <summary>The whole of the learning loop: ask for members, let the cluster evaluate them, tell what they are worth.</summary>
internal sealed class SwingUpSearch
{
    private readonly CmaEs<float> _search;
    private readonly ClusterPopulation<float> _population;
    private readonly ConcurrentQueue<(string Silo, int Members)> _answers = new();
    private readonly float[] _members;
    private readonly double[] _losses;

    /// <param name="cluster">Who evaluates.</param>
    /// <param name="members">How many in a generation.</param>
    /// <param name="seed">Another seed is another search.</param>
    public SwingUpSearch(IGrainFactory cluster, int members, int seed)
    {
        // As wide as the weights that are drawn: with half of that, three searches in ten never swing the pole up.
        _search = new CmaEs<float>(new Swinger(seed).Parameters, new CmaEsOptions { Members = members, StepSize = 1, Seed = seed });
        _population = new ClusterPopulation<float>(cluster, Evaluation.Name)
        {
            ChunkSize = 32,
            Answered = (silo, chunk) => _answers.Enqueue((silo, chunk.Count)),
        };
        _members = new float[members * Swinger.ParameterCount];
        _losses = new double[members];
    }

    /// <summary>The middle of the search: what has been learnt so far.</summary>
    public float[] Learnt => _search.Mean.ToArray();

    /// <summary>Takes a generation.</summary>
    public async Task<Generation> Next(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        _answers.Clear();
        _search.Ask(_members);
        await _population.EvaluateAsync(_members, _search.Generation, _losses, cancellation);

        // A search goes for small numbers.
        for (int member = 0; member < _losses.Length; member++)
        {
            _losses[member] = -_losses[member];
        }

        _search.Tell(_losses);
        return new Generation(
            _search.Generation, -_search.Last.BestLoss, -_search.Last.MedianLoss, clock.Elapsed,
            _answers.GroupBy(answer => PortOf(answer.Silo)).ToDictionary(group => group.Key, group => group.Sum(answer => answer.Members)));
    }

    /// <summary>The port in an address of Orleans, S127.0.0.1:20000:154956….</summary>
    private static int PortOf(string silo) => int.Parse(silo.Split(':')[1], CultureInfo.InvariantCulture);
}
