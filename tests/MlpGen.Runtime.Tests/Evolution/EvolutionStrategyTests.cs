using MlpGen.Evolution;
using MlpGen.Optimizers;

namespace MlpGen.Tests.Evolution;

/// <summary>The evolution strategy that estimates a gradient.</summary>
public partial class EvolutionStrategyTests
{
    [Layer(4, 48, Activation.Tanh), Layer(48, 32, Activation.Tanh), Layer(32, 2), Loss(LossFunction.MeanSquaredError)]
    private sealed partial class Large;

    [Layer(2, 3, Activation.Tanh), Layer(3, 1, Activation.Sigmoid), Loss(LossFunction.BinaryCrossEntropy)]
    private sealed partial class Xor;

    [Fact]
    public void A_network_of_1874_parameters_learns_a_regression()
    {
        (float[] inputs, float[] targets) = Regression();
        var start = new Large(1);
        var search = new EvolutionStrategy<float>(start.Parameters, new Adam<float>(0.01), new EvolutionStrategyOptions { Seed = 1, StepSize = 0.02, Generations = 200 });
        SearchHistory history = search.Run(member => Large.Loss(member, inputs, targets));
        Assert.Equal(SearchStop.Completed, history.StopReason);
        Assert.Equal(200, history.Generations.Count);
        float before = Large.Loss(start.Parameters, inputs, targets), after = Large.Loss(search.Mean, inputs, targets);
        Assert.True(after < before / 50, $"{before} to {after}");
        Assert.Equal(search.BestLoss, Large.Loss(search.Best, inputs, targets));
        Assert.Equal(history.Generations.Min(report => report.BestLoss), search.BestLoss);
    }

    /// <summary>The formula of the paper, by plain loops over members that were asked for.</summary>
    [Fact]
    public void The_step_is_that_of_the_formula()
    {
        const int P = 37, K = 20;
        const double Sigma = 0.3, Rate = 0.7, Decay = 0.01;
        double[] start = [.. Enumerable.Range(0, P).Select(i => Math.Sin(i))];
        var search = new EvolutionStrategy<double>(start, new Sgd<double>(Rate, weightDecay: Decay), new EvolutionStrategyOptions { Seed = 5, Members = K, StepSize = Sigma });
        double[] members = new double[K * P];
        search.Ask(members);
        double[] losses = [.. members.Chunk(P).Select(row => Landscapes.Sphere(row))];
        search.Tell(losses);

        double[] sorted = [.. losses.Order()];
        double[] expected = [.. start];
        for (int p = 0; p < P; p++)
        {
            double gradient = 0;
            for (int k = 0; k < K; k++)
            {
                double rank = (double)Array.IndexOf(sorted, losses[k]) / (K - 1) - 0.5;
                gradient += rank * (members[k * P + p] - start[p]) / Sigma / (K * Sigma);
            }

            expected[p] -= Rate * (gradient + Decay * start[p]);
        }

        for (int p = 0; p < P; p++)
        {
            Assert.Equal(expected[p], search.Mean[p], 1e-12);
        }
    }

    [Fact]
    public void The_estimate_points_along_the_gradient()
    {
        // Of a slope, many members see its direction: cosines near 1.
        const int P = 20;
        double[] slope = [.. Enumerable.Range(0, P).Select(i => i % 3 - 1.2)];
        var search = new EvolutionStrategy<double>(new double[P], new Sgd<double>(1), new EvolutionStrategyOptions { Seed = 1, Members = 2000, Generations = 1 });
        search.Run(member => Dot(slope, member.ToArray()));
        double[] moved = search.Mean.ToArray();
        Assert.InRange(-Dot(slope, moved) / Math.Sqrt(Dot(slope, slope) * Dot(moved, moved)), 0.98, 1);
    }

    [Fact]
    public void Members_come_in_antithetic_pairs()
    {
        double[] start = [.. Enumerable.Range(0, 50).Select(i => 0.1 * i)];
        var search = new EvolutionStrategy<double>(start, new Sgd<double>(1), new EvolutionStrategyOptions { Seed = 3, Members = 6 });
        double[] members = new double[6 * 50];
        search.Ask(members);
        for (int pair = 0; pair < 3; pair++)
        {
            for (int i = 0; i < 50; i++)
            {
                Assert.Equal(2 * start[i], members[2 * pair * 50 + i] + members[(2 * pair + 1) * 50 + i], 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(1300)]
    public void A_member_is_computed_anywhere_from_three_numbers(int parameters)
    {
        float[] start = [.. Enumerable.Range(0, parameters).Select(i => 0.01f * i)];
        var search = new EvolutionStrategy<float>(start, new Adam<float>(0.1), new EvolutionStrategyOptions { Seed = -9, Members = 8, StepSize = 0.25 });
        float[] members = new float[8 * parameters], one = new float[parameters];
        for (int generation = 0; generation < 3; generation++)
        {
            search.Ask(members);
            for (int member = 7; member >= 0; member--)
            {
                EvolutionStrategy.Member(search.Mean, search.StepSize, search.Seed, search.Generation, member, one);
                Assert.Equal(members[(member * parameters)..((member + 1) * parameters)], one);
                search.AskOne(member, one);
                Assert.Equal(members[(member * parameters)..((member + 1) * parameters)], one);
            }

            search.Tell([.. Enumerable.Range(0, 8).Select(k => (double)k)]);
        }

        // In place, as a worker would whose only memory is one network.
        float[] inPlace = search.Mean.ToArray();
        EvolutionStrategy.Member(inPlace, 0.25, -9, 3, 5, inPlace);
        search.AskOne(5, one);
        Assert.Equal(one, inPlace);
    }

    [Fact]
    public void Xor_is_learned()
    {
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1], targets = [0, 1, 1, 0];
        int learned = Enumerable.Range(1, 5).Count(seed =>
        {
            var search = new EvolutionStrategy<float>(
                new Xor(seed).Parameters, new Adam<float>(0.1), new EvolutionStrategyOptions { Seed = seed, StepSize = 0.1, TargetLoss = 0.02, Generations = 600 });
            return search.Run(member => Xor.Loss(member, inputs, targets)).StopReason == SearchStop.TargetReached;
        });
        Assert.InRange(learned, 3, 5);
    }

    [Fact]
    public void Equal_losses_move_nothing()
    {
        double[] start = [1, 2, 3];
        var search = new EvolutionStrategy<double>(start, new Sgd<double>(1), new EvolutionStrategyOptions { Seed = 3, Members = 6 });
        search.Tell(new double[6]);
        Assert.Equal(start, search.Mean.ToArray());
    }

    [Fact]
    public void The_step_size_may_change_on_the_way()
    {
        var search = new EvolutionStrategy<double>(new double[] { 1, 2, 3 }, new Sgd<double>(1), new EvolutionStrategyOptions { Seed = 3, Members = 2 });
        double[] wide = new double[6], narrow = new double[6];
        search.Ask(wide);
        search.SetStepSize(0.005);
        search.Ask(narrow);
        Assert.Equal(0.005, search.StepSize);
        Assert.Equal((wide[0] - 1) / 10, narrow[0] - 1, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => search.SetStepSize(0));
    }

    private static (float[] Inputs, float[] Targets) Regression()
    {
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, 4 * 64).Select(_ => (float)(2 * random.NextDouble() - 1))];
        return (x, [.. x.Chunk(4).SelectMany(row => new[] { MathF.Sin(2 * row[0]) * row[1], row[2] - row[3] * row[0] })]);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
