using MlpGen.Evolution;

namespace MlpGen.Tests.Evolution;

/// <summary>The order of members.</summary>
public class RankingTests
{
    [Fact]
    public void The_least_loss_is_first_equal_ones_by_number_and_what_is_not_finite_last()
    {
        var ranking = new Ranking(8);
        ranking.Set([3, double.NaN, 1, 3, double.NegativeInfinity, -2, double.PositiveInfinity, 1]);
        Assert.Equal([5, 2, 7, 0, 3, 1, 4, 6], ranking.Order.ToArray());
        Assert.Equal(5, ranking.Finite);
        Assert.Equal((-2, 3, double.PositiveInfinity), (ranking.Best, ranking.Median, ranking.Worst));
    }

    [Fact]
    public void Centred_ranks_go_from_minus_a_half_to_a_half_and_equal_losses_share_theirs()
    {
        var ranking = new Ranking(5);
        double[] ranks = new double[5];
        ranking.Set([10, 40, 20, 20, -1e300]);
        ranking.Centre(ranks);
        Assert.Equal([-0.25, 0.5, 0.125, 0.125, -0.5], ranks);

        ranking.Set([double.NaN, 1, double.PositiveInfinity, 0, double.NegativeInfinity]);
        ranking.Centre(ranks);
        Assert.Equal([0.25, -0.25, 0.25, -0.5, 0.25], ranks);
    }

    [Fact]
    public void Many_members_are_ranked_as_by_a_stable_sort()
    {
        var random = new Random(1);
        double[] losses = [.. Enumerable.Range(0, 1000).Select(_ => (double)random.Next(50))];
        var ranking = new Ranking(1000);
        ranking.Set(losses);
        Assert.Equal(Enumerable.Range(0, 1000).OrderBy(k => losses[k]), ranking.Order.ToArray());
    }
}
