using Cluster;
using Cluster.Silos;

namespace MlpGen.Samples.Tests.Cluster;

/// <summary>The sample's cluster starts by itself, and loses a silo without losing a member.</summary>
public class SwingUpSearchTests
{
    [Fact]
    public async Task A_killed_silo_changes_no_number()
    {
        await using EmbeddedCluster cluster = await EmbeddedCluster.Start(silos: 2, redis: null);
        var search = new SwingUpSearch(cluster.Client, members: 128, seed: 1);
        List<Generation> disturbed = [];
        for (int number = 1; number <= 4; number++)
        {
            Task<Generation> next = search.Next(CancellationToken.None);
            if (number == 2)
            {
                Assert.NotNull(cluster.KillOne());
            }

            disturbed.Add(await next);
        }

        // The same with one silo, which nothing happens to.
        var alone = new SwingUpSearch(cluster.Client, members: 128, seed: 1);
        foreach (Generation generation in disturbed)
        {
            Generation expected = await alone.Next(CancellationToken.None);
            Assert.Equal((expected.Number, expected.Best, expected.Median), (generation.Number, generation.Best, generation.Median));
        }

        Assert.Equal(alone.Learnt, search.Learnt);
        Assert.Equal((2, 1), (disturbed[0].Shares.Count, disturbed[3].Shares.Count));
        Assert.Null(cluster.KillOne());
    }
}
