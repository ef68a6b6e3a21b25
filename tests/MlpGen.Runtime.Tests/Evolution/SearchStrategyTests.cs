using MlpGen.Evolution;
using MlpGen.Optimizers;

namespace MlpGen.Tests.Evolution;

/// <summary>What both strategies promise whoever asks and tells.</summary>
public class SearchStrategyTests
{
    public static TheoryData<string> Both => ["CMA-ES", "evolution strategy"];

    [Theory, MemberData(nameof(Both))]
    public void Asking_again_gives_the_same_members_and_asking_for_one_gives_one_of_them(string kind)
    {
        SearchStrategy<double> search = New<double>(kind);
        int p = search.ParameterCount;
        double[] members = new double[search.MemberCount * p], again = new double[members.Length], one = new double[p];
        for (int g = 0; g < 5; g++)
        {
            search.AskOne(3, one);
            search.Ask(members);
            search.Ask(again);
            Assert.Equal(members, again);
            Assert.Equal(members[(3 * p)..(4 * p)], one);
            search.Tell(members.Chunk(p).Select(row => Landscapes.Sphere(row)).ToArray());
            search.Ask(again);
            Assert.NotEqual(members, again);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public void Losses_may_be_told_without_asking_here(string kind)
    {
        SearchStrategy<double> asked = New<double>(kind), told = New<double>(kind);
        int p = asked.ParameterCount;
        for (int g = 0; g < 10; g++)
        {
            double[] members = new double[asked.MemberCount * p];
            asked.Ask(members);
            double[] losses = members.Chunk(p).Select(row => Landscapes.Sphere(row)).ToArray();
            asked.Tell(losses);
            told.Tell(losses);
        }

        Assert.Equal(asked.Mean.ToArray(), told.Mean.ToArray());
        Assert.Equal(asked.Best.ToArray(), told.Best.ToArray());
        Assert.Equal(asked.BestLoss, told.BestLoss);
    }

    [Theory, MemberData(nameof(Both))]
    public void Another_seed_is_another_search(string kind)
    {
        double[] first = new double[New<double>(kind).MemberCount * 6], second = new double[first.Length];
        New<double>(kind, seed: 1).Ask(first);
        New<double>(kind, seed: 2).Ask(second);
        Assert.DoesNotContain(first, second.Contains);
    }

    [Theory, MemberData(nameof(Both))]
    public void The_best_ever_is_kept_with_its_loss(string kind)
    {
        SearchStrategy<double> search = New<double>(kind);
        double least = double.PositiveInfinity;
        double[] best = [];
        Assert.Equal(double.PositiveInfinity, search.BestLoss);
        for (int g = 0; g < 30; g++)
        {
            double[] members = new double[search.MemberCount * search.ParameterCount];
            search.Ask(members);
            double[] losses = members.Chunk(search.ParameterCount).Select(row => Landscapes.Rastrigin(row)).ToArray();
            search.Tell(losses);
            bool isBest = losses.Min() < least;
            if (isBest)
            {
                least = losses.Min();
                best = members.Chunk(search.ParameterCount).ElementAt(Array.IndexOf(losses, least));
            }

            Assert.Equal(least, search.BestLoss);
            Assert.Equal(best, search.Best.ToArray());
            Assert.Equal(
                (g + 1, losses.Min(), losses.Order().ElementAt(losses.Length / 2), losses.Length, isBest, search.StepSize),
                (search.Last.Generation, search.Last.BestLoss, search.Last.MedianLoss, search.Last.Finite, search.Last.IsBest, search.Last.StepSize));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public void Losses_that_are_not_finite_rank_last_and_do_no_other_harm(string kind)
    {
        SearchStrategy<double> search = New<double>(kind), large = New<double>(kind);
        int p = search.ParameterCount;
        for (int g = 0; g < 60; g++)
        {
            double[] members = new double[search.MemberCount * p];
            search.Ask(members);
            double[] losses = members.Chunk(p).Select(row => Landscapes.Sphere(row)).ToArray();
            double worst = losses.Max();
            int bad = Array.IndexOf(losses, worst);
            large.Tell([.. losses]);
            losses[bad] = (g % 3) switch { 0 => double.NaN, 1 => double.NegativeInfinity, _ => double.PositiveInfinity };
            search.Tell(losses);
            Assert.Equal(losses.Length - 1, search.Last.Finite);
            Assert.Equal(large.Mean.ToArray(), search.Mean.ToArray());
            Assert.Equal(large.StepSize, search.StepSize);
        }

        Assert.True(double.IsFinite(search.BestLoss));
    }

    [Theory, MemberData(nameof(Both))]
    public void A_search_goes_on_where_most_members_fail(string kind)
    {
        // Half a space has no loss, and the minimum lies at its border.
        SearchStrategy<double> search = New<double>(kind);
        for (int g = 0; g < 400; g++)
        {
            double[] members = new double[search.MemberCount * search.ParameterCount];
            search.Ask(members);
            double[] losses = members.Chunk(search.ParameterCount).Select(row => row[0] < 0 ? double.NaN : Landscapes.Sphere(row)).ToArray();
            if (losses.All(double.IsNaN))
            {
                losses[0] = 1e6;
            }

            search.Tell(losses);
        }

        Assert.InRange(search.BestLoss, 0, 0.01);
        Assert.All(search.Mean.ToArray(), value => Assert.True(double.IsFinite(value)));
    }

    [Theory, MemberData(nameof(Both))]
    public void Where_no_loss_is_finite_nothing_changes_and_it_is_said(string kind)
    {
        SearchStrategy<double> search = New<double>(kind);
        double[] mean = search.Mean.ToArray(), losses = new double[search.MemberCount];
        Array.Fill(losses, double.NaN);
        losses[1] = double.NegativeInfinity;
        ArgumentException refused = Assert.Throws<ArgumentException>(() => search.Tell(losses));
        Assert.StartsWith($"Expected at least one of {losses.Length} losses to be finite, but all are NaN or infinite in generation 1", refused.Message);
        Assert.Equal(0, search.Generation);
        Assert.Equal(mean, search.Mean.ToArray());
        Assert.Equal(double.PositiveInfinity, search.BestLoss);
    }

    [Theory, MemberData(nameof(Both))]
    public void Losses_of_floats_are_as_good(string kind)
    {
        SearchStrategy<float> single = New<float>(kind), twice = New<float>(kind);
        for (int g = 0; g < 10; g++)
        {
            float[] members = new float[single.MemberCount * single.ParameterCount];
            single.Ask(members);
            float[] losses = members.Chunk(single.ParameterCount).Select(row => row.Sum(value => value * value)).ToArray();
            single.Tell(losses);
            twice.Tell([.. losses.Select(loss => (double)loss)]);
        }

        Assert.Equal(twice.Mean.ToArray(), single.Mean.ToArray());
    }

    [Theory, MemberData(nameof(Both))]
    public void Nothing_is_allocated(string kind)
    {
        SearchStrategy<float> search = New<float>(kind);
        float[] members = new float[search.MemberCount * search.ParameterCount], one = new float[search.ParameterCount];
        double[] losses = new double[search.MemberCount];
        Assert.Equal(0, Allocation.Of(() =>
        {
            search.Ask(members);
            search.AskOne(1, one);
            for (int k = 0; k < losses.Length; k++)
            {
                losses[k] = members[k * one.Length] * members[k * one.Length];
            }

            search.Tell(losses);
            _ = search.StopReason;
        }));
    }

    [Theory, MemberData(nameof(Both))]
    public void Wrong_lengths_are_named_and_refused(string kind)
    {
        SearchStrategy<double> search = New<double>(kind);
        int k = search.MemberCount;
        Assert.StartsWith($"Expected members to have length {k * 6} ({k} members of 6), but it has length 6.", Assert.Throws<ArgumentException>(() => search.Ask(new double[6])).Message);
        Assert.StartsWith($"Expected losses to have length {k}, but it has length {k - 1}.", Assert.Throws<ArgumentException>(() => search.Tell(new double[k - 1])).Message);
        Assert.StartsWith("Expected parameters to have length 6", Assert.Throws<ArgumentException>(() => search.AskOne(0, new double[5])).Message);
        Assert.StartsWith($"Expected a member from 0 to {k - 1}.", Assert.Throws<ArgumentOutOfRangeException>(() => search.AskOne(k, new double[6])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => search.AskOne(-1, new double[6]));
    }

    [Fact]
    public void Too_many_parameters_are_refused_with_the_way_out()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new CmaEs<float>(new float[13_002]));
        Assert.Contains("Expected at most 1000 parameters (MaxParameters), but got 13002", refused.Message);
        Assert.Contains("EvolutionStrategy takes any number", refused.Message);
        Assert.Equal(1200, new CmaEs<float>(new float[1200], new CmaEsOptions { MaxParameters = 1200 }).ParameterCount);
    }

    [Fact]
    public void Starts_and_options_without_sense_are_refused()
    {
        Assert.Contains("start", Assert.Throws<ArgumentException>(() => new CmaEs<float>([])).Message);
        Assert.Contains("start[1] is NaN", Assert.Throws<ArgumentException>(() => new CmaEs<float>([1, float.NaN])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CmaEs<float>([1], new CmaEsOptions { StepSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CmaEs<float>([1], new CmaEsOptions { StepSize = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CmaEs<float>([1], new CmaEsOptions { Members = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CmaEs<float>([1], new CmaEsOptions { TargetLoss = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CmaEs<float>([1], new CmaEsOptions { Generations = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CmaEs<float>([1], new CmaEsOptions { LossTolerance = -1 }));
        Assert.Contains("pairs", Assert.Throws<ArgumentOutOfRangeException>(
            () => new EvolutionStrategy<float>([1], new Sgd<float>(1), new EvolutionStrategyOptions { Members = 7 })).Message);
        Assert.Throws<ArgumentNullException>(() => new EvolutionStrategy<float>([1], null!));
        var used = new Adam<float>(0.1);
        used.Prepare(3);
        Assert.Throws<ArgumentException>(() => new EvolutionStrategy<float>([1], used));
    }

    [Theory, MemberData(nameof(Both))]
    public void Both_ways_to_run_are_the_same(string kind)
    {
        SearchStrategy<double> one = New<double>(kind), all = New<double>(kind);
        SearchHistory first = one.Run(member => Landscapes.Sphere(member));
        SearchHistory second = all.Run((members, losses) =>
        {
            for (int k = 0; k < losses.Length; k++)
            {
                losses[k] = Landscapes.Sphere(members.Slice(6 * k, 6));
            }
        });
        Assert.Equal(first.Generations, second.Generations);
        Assert.Equal(first.StopReason, second.StopReason);
        Assert.Equal(one.Mean.ToArray(), all.Mean.ToArray());
        Assert.Equal(Enumerable.Range(1, first.Generations.Count), first.Generations.Select(report => report.Generation));
    }

    [Theory, MemberData(nameof(Both))]
    public void A_cancelled_run_goes_on_as_if_it_had_not_been(string kind)
    {
        SearchStrategy<double> whole = New<double>(kind), cut = New<double>(kind);
        whole.Run(member => Landscapes.Sphere(member));
        using var source = new CancellationTokenSource();
        int calls = 0;
        Assert.Throws<OperationCanceledException>(() => cut.Run(
            member =>
            {
                if (++calls == 5 * cut.MemberCount + 3)
                {
                    source.Cancel();
                }

                return Landscapes.Sphere(member);
            }, cancellation: source.Token));
        Assert.Equal(5, cut.Generation);
        cut.Run(member => Landscapes.Sphere(member));
        Assert.Equal(whole.Mean.ToArray(), cut.Mean.ToArray());
        Assert.Equal(whole.Generation, cut.Generation);
    }

    internal static SearchStrategy<T> New<T>(string kind, int seed = 7)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] start = [.. Enumerable.Range(1, 6).Select(i => T.CreateChecked(0.25 * i))];
        return kind == "CMA-ES"
            ? new CmaEs<T>(start, new CmaEsOptions { Seed = seed, Generations = 100 })
            : new EvolutionStrategy<T>(start, new Adam<T>(0.02), new EvolutionStrategyOptions { Seed = seed, Members = 30, Generations = 100 });
    }
}
