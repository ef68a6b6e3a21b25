using MlpGen.Evolution;

namespace MlpGen.Tests.Evolution;

/// <summary>CMA-ES where it is known what it can do.</summary>
public partial class CmaEsTests
{
    [Layer(2, 3, Activation.Tanh), Layer(3, 1, Activation.Sigmoid), Loss(LossFunction.BinaryCrossEntropy)]
    private sealed partial class Xor;

    /// <summary>Most evaluations to 1e-10: about one and a half times those of the literature (N. Hansen, The CMA Evolution Strategy: A Comparing
    /// Review, 2006, and its successors with negative weights), which have 1,700 for ten dimensions of the sphere and 6,000 of the ellipsoid.</summary>
    [Theory]
    [InlineData("Sphere", 2, 1.0, 500)]
    [InlineData("Sphere", 5, 1.0, 1300)]
    [InlineData("Sphere", 10, 1.0, 2500)]
    [InlineData("Sphere", 20, 1.0, 4500)]
    [InlineData("Ellipsoid", 2, 1.0, 1000)]
    [InlineData("Ellipsoid", 5, 1.0, 3000)]
    [InlineData("Ellipsoid", 10, 1.0, 8000)]
    [InlineData("Ellipsoid", 20, 1.0, 22000)]
    [InlineData("Rosenbrock", 2, 0.0, 1200)]
    [InlineData("Rosenbrock", 5, 0.0, 3500)]
    [InlineData("Rosenbrock", 10, 0.0, 9000)]
    [InlineData("Rosenbrock", 20, 0.0, 26000)]
    public void A_minimum_is_found_within_the_evaluations_of_the_literature(string landscape, int n, double start, int most)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            CmaEs<double> search = Search(landscape, n, start, new CmaEsOptions { Seed = seed, TargetLoss = 1e-10 });
            Assert.Equal(SearchStop.TargetReached, search.StopReason);
            Assert.InRange(search.Generation * search.MemberCount, most / 4, most);
            Assert.Equal(search.BestLoss, Landscapes.Of(landscape, search.Best));
            Assert.True(search.BestLoss <= 1e-10);
        }
    }

    /// <summary>Of ten thousand and more holes, the lowest, by many members from most seeds.</summary>
    [Theory]
    [InlineData(2, 60, 4000)]
    [InlineData(5, 200, 20000)]
    [InlineData(10, 400, 60000)]
    public void Many_members_find_the_lowest_of_many_holes(int n, int members, int most)
    {
        CmaEs<double>[] searches = [.. Enumerable.Range(1, 5).Select(seed =>
            Search("Rastrigin", n, start: 2, new CmaEsOptions { Seed = seed, StepSize = 2, Members = members, TargetLoss = 1e-10 }))];
        Assert.True(searches.Count(search => search.StopReason == SearchStop.TargetReached) >= 3);
        Assert.All(searches, search => Assert.InRange(search.Generation * search.MemberCount, 0, most));
        Assert.All(searches, search => Assert.Contains(search.StopReason, new[] { SearchStop.TargetReached, SearchStop.LossesEqual }));
    }

    /// <summary>Learning the axes turns the ellipsoid into the sphere: without it, a condition of a million takes a million times as long.</summary>
    [Fact]
    public void The_axes_of_an_ellipsoid_are_learned()
    {
        CmaEs<double> search = Search("Ellipsoid", 10, start: 1, new CmaEsOptions { Seed = 1, TargetLoss = 1e-10 });
        Assert.InRange(search.Condition, 1e5, 1e7);
        double[] deviations = [.. Enumerable.Range(0, 10).Select(search.Deviation)];
        Assert.InRange(deviations[0] / deviations[9], 200, 5000);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    public void A_turned_landscape_takes_no_longer(int n)
    {
        double[][] rotation = Landscapes.Rotation(n, seed: 3);
        double straight = 0, turned = 0;
        for (int seed = 1; seed <= 10; seed++)
        {
            var options = new CmaEsOptions { Seed = seed, TargetLoss = 1e-8 };
            straight += Search(x => Landscapes.Ellipsoid(x), Enumerable.Repeat(1.0, n).ToArray(), options).Generation;

            // The start is turned back, so that both begin at the same height.
            double[] start = [.. Enumerable.Range(0, n).Select(i => rotation.Sum(row => row[i]))];
            turned += Search(x => Landscapes.Ellipsoid(Landscapes.Turn(rotation, x)), start, options).Generation;
        }

        Assert.InRange(turned / straight, 0.9, 1.1);
    }

    [Fact]
    public void What_keeps_the_order_of_losses_changes_no_bit_of_the_search()
    {
        CmaEs<double> search = New(5, 1), bent = New(5, 1);
        for (int g = 0; g < 60; g++)
        {
            Step(search, x => Landscapes.Rosenbrock(x));
            Step(bent, x => Math.Cbrt(Landscapes.Rosenbrock(x)) - 1000);
        }

        Assert.Equal(search.Mean.ToArray(), bent.Mean.ToArray());
        Assert.Equal(search.StepSize, bent.StepSize);
        Assert.Equal(search.Best.ToArray(), bent.Best.ToArray());
    }

    /// <summary>Moving the start moves the search along. Rounding is the only difference.</summary>
    [Fact]
    public void A_moved_landscape_is_searched_alike()
    {
        CmaEs<double> search = New(5, 1), moved = new(Enumerable.Repeat(8.0, 5).ToArray(), new CmaEsOptions { Seed = 7 });
        for (int g = 0; g < 40; g++)
        {
            Step(search, x => Landscapes.Sphere(x));
            Step(moved, x => Landscapes.Sphere([.. x.ToArray().Select(value => value - 7)]));
        }

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(search.Mean[i] + 7, moved.Mean[i], 1e-6);
        }
    }

    [Fact]
    public void A_network_of_13_parameters_learns_xor_from_most_seeds()
    {
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1], targets = [0, 1, 1, 0];
        int learned = 0;
        for (int seed = 1; seed <= 10; seed++)
        {
            var search = new CmaEs<float>(new Xor(seed).Parameters, new CmaEsOptions { Seed = seed, TargetLoss = 0.001, Generations = 500 });
            SearchHistory history = search.Run(member => Xor.Loss(member, inputs, targets));
            if (history.StopReason == SearchStop.TargetReached)
            {
                float[] y = new float[4];
                Xor.ForwardBatch(search.Best, inputs, y);
                learned += y.Zip(targets).All(pair => Math.Abs(pair.First - pair.Second) < 0.05f) ? 1 : 0;
                Assert.InRange(search.Generation, 5, 100);
            }
        }

        Assert.InRange(learned, 8, 10);
    }

    /// <summary>One parameter, and few members: what the formulas divide by must not be 0.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 0)]
    [InlineData(2, 3)]
    [InlineData(3, 50)]
    public void Small_searches_end_at_the_bottom(int n, int members)
    {
        CmaEs<double> search = Search("Sphere", n, start: 1, new CmaEsOptions { Seed = 2, Members = members, TargetLoss = 1e-8 });
        Assert.Equal(SearchStop.TargetReached, search.StopReason);
    }

    [Fact]
    public void Without_negative_weights_an_ellipsoid_takes_longer()
    {
        int active = Search("Ellipsoid", 10, 1, new CmaEsOptions { Seed = 1, TargetLoss = 1e-10 }).Generation;
        int plain = Search("Ellipsoid", 10, 1, new CmaEsOptions { Seed = 1, TargetLoss = 1e-10, Active = false }).Generation;
        Assert.InRange((double)plain / active, 1.1, 2);
    }

    internal static CmaEs<double> New(int n, double start) => new(Enumerable.Repeat(start, n).ToArray(), new CmaEsOptions { Seed = 7 });

    internal static void Step(SearchStrategy<double> search, Func<double[], double> loss)
    {
        double[] members = new double[search.MemberCount * search.ParameterCount];
        search.Ask(members);
        search.Tell(members.Chunk(search.ParameterCount).Select(loss).ToArray());
    }

    private static CmaEs<double> Search(string landscape, int n, double start, CmaEsOptions options) =>
        Search(x => Landscapes.Of(landscape, x), Enumerable.Repeat(start, n).ToArray(), options);

    private static CmaEs<double> Search(Func<double[], double> loss, double[] start, CmaEsOptions options)
    {
        var search = new CmaEs<double>(start, options with { Generations = 20_000 });
        search.Run(x => loss(x.ToArray()));
        return search;
    }
}
