using System.Numerics;
using System.Runtime.InteropServices;
using Polly;

namespace MlpGen.Cluster;

/// <summary>Evaluates the members of a population over the silos of a cluster.</summary>
/// <remarks>Members go out in chunks, chunks go round the silos, and a chunk whose silo died or hangs is evaluated again on another. What comes
/// back is in the order of members, and is the same whoever computed it.</remarks>
/// <example>
/// <code>
/// var population = new ClusterPopulation&lt;float&gt;(client, "cart-pole");
/// await population.EvaluateAsync(members, generation, fitness);      // members: a row of parameters for each
/// </code>
/// </example>
/// <typeparam name="T">The number type of members.</typeparam>
public sealed class ClusterPopulation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IGrainFactory _cluster;
    private readonly string _evaluation;

    /// <summary>Members that are evaluated in one way. Nothing is asked of the cluster yet.</summary>
    /// <param name="cluster">A client of it, or that of a silo.</param>
    /// <param name="evaluation">The name that the evaluation was registered with on the silos.</param>
    public ClusterPopulation(IGrainFactory cluster, string evaluation)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentException.ThrowIfNullOrEmpty(evaluation);
        _cluster = cluster;
        _evaluation = evaluation;
    }

    /// <summary>How many members a silo evaluates in one call: 64. Enough calls that all processors of all silos have some, and enough members that a call
    /// is worth its message.</summary>
    public int ChunkSize { get; init; } = 64;

    /// <summary>How long a chunk may be without an answer until it is given up: two minutes.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Told the address of the silo that evaluated each chunk, as answers come in; from any thread.</summary>
    public Action<string, MemberChunk>? Answered { get; init; }

    /// <summary>Evaluates all members.</summary>
    /// <param name="members">Parameters, a row for each of <paramref name="fitness"/>.</param>
    /// <param name="generation">Handed to the evaluation.</param>
    /// <param name="fitness">Overwritten, a number for each member. If it throws, some are and some are not.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ArgumentException">Members are not as many rows of one length.</exception>
    /// <exception cref="ClusterTrainingException">The evaluation threw, or a silo has none of that name.</exception>
    /// <exception cref="Polly.Timeout.TimeoutRejectedException">A chunk had no answer for <see cref="GiveUpAfter"/>.</exception>
    public async Task EvaluateAsync(ReadOnlyMemory<T> members, long generation, Memory<double> fitness, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ChunkSize, 1);
        int count = fitness.Length;
        if (count == 0 || members.Length % count != 0 || members.Length == 0)
        {
            throw new ArgumentException(
                $"Expected members to be {count} rows of one length, a row for each fitness, but it has length {members.Length}.", nameof(members));
        }

        ResiliencePipeline pipeline = AskAgain.Until(GiveUpAfter, logger: null);
        int size = members.Length / count;
        await Task.WhenAll(Enumerable.Range(0, 1 + (count - 1) / ChunkSize).Select(chunk =>
        {
            int first = chunk * ChunkSize, own = Math.Min(ChunkSize, count - first);
            return EvaluateChunk(pipeline, chunk, members.Slice(first * size, own * size), new MemberChunk(first, own, generation), fitness.Slice(first, own), cancellation);
        })).ConfigureAwait(false);
    }

    private async Task EvaluateChunk(
        ResiliencePipeline pipeline, int number, ReadOnlyMemory<T> members, MemberChunk chunk, Memory<double> fitness, CancellationToken cancellation)
    {
        var evaluator = _cluster.GetGrain<IEvaluatorGrain>(FormattableString.Invariant($"{_evaluation}/{number}"));
        var request = new EvaluationRequest(_evaluation, chunk.First, chunk.Count, chunk.Generation, MemoryMarshal.AsBytes(members.Span).ToArray());
        EvaluationAnswer answer = await pipeline.ExecuteAsync(
            static async (call, cancellation) => await call.evaluator.Evaluate(call.request).WaitAsync(cancellation).ConfigureAwait(false),
            (evaluator, request), cancellation).ConfigureAwait(false);
        if (answer.Failure is not null)
        {
            throw new ClusterTrainingException(answer.Failure);
        }

        answer.Fitness.CopyTo(fitness);
        Answered?.Invoke(answer.Silo, chunk);
    }
}
