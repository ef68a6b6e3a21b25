using System.Collections.Concurrent;
using MlpGen.Cluster;
using MlpGen.Orleans.Silo;

namespace MlpGen.Orleans.Tests;

/// <summary>Members evaluated over silos.</summary>
[Collection(nameof(LocalSilos))]
public class ClusterPopulationTests(LocalSilos silos)
{
    [Theory]
    [InlineData(1, 64)]
    [InlineData(64, 64)]
    [InlineData(300, 7)]
    public async Task Fitness_is_that_of_one_process_in_the_order_of_members(int count, int chunk)
    {
        var random = new Random(1);
        float[] members = [.. Enumerable.Range(0, 5 * count).Select(_ => random.NextSingle())];
        double[] expected = new double[count], fitness = new double[count];
        Trainings.Sum(members, new MemberChunk(0, count, 3), expected);
        var by = new ConcurrentBag<string>();

        await new ClusterPopulation<float>(silos.Cluster, "sums") { ChunkSize = chunk, Answered = (silo, _) => by.Add(silo) }
            .EvaluateAsync(members, generation: 3, fitness);

        Assert.Equal(expected, fitness);
        Assert.Equal(1 + (count - 1) / chunk, by.Count);
        Assert.Equal(by.Count > 1 ? 2 : 1, by.Distinct().Count());
    }

    [Fact]
    public async Task An_evaluation_that_throws_or_is_none_ends_in_its_message()
    {
        float[] members = new float[4];
        double[] fitness = new double[2];

        var thrown = await Assert.ThrowsAsync<ClusterTrainingException>(() => new ClusterPopulation<float>(silos.Cluster, "throws").EvaluateAsync(members, 0, fitness));
        Assert.Contains("The pole is not there.", thrown.Message, StringComparison.Ordinal);
        var none = await Assert.ThrowsAsync<ClusterTrainingException>(() => new ClusterPopulation<float>(silos.Cluster, "poles").EvaluateAsync(members, 0, fitness));
        Assert.Contains("Expected an evaluation that this silo has ('sums', 'throws'), but got 'poles'", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_that_are_no_rows_are_refused()
    {
        var population = new ClusterPopulation<float>(silos.Cluster, "sums");
        await Assert.ThrowsAsync<ArgumentException>(() => population.EvaluateAsync(new float[5], 0, new double[2]));
        await Assert.ThrowsAsync<ArgumentException>(() => population.EvaluateAsync(new float[5], 0, Array.Empty<double>()));
    }
}
