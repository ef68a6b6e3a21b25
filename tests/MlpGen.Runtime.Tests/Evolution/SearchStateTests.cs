using MlpGen.Evolution;
using MlpGen.Optimizers;
using MlpGen.Tests.Networks;
using MlpGen.Weights;

namespace MlpGen.Tests.Evolution;

/// <summary>Searches that are saved, and go on elsewhere.</summary>
public class SearchStateTests
{
    public static TheoryData<string, bool> Ways => new()
    {
        { "CMA-ES", false }, { "CMA-ES", true }, { "evolution strategy", false }, { "evolution strategy", true },
    };

    [Theory, MemberData(nameof(Ways))]
    public void A_resumed_search_is_bit_for_bit_the_uninterrupted_one(string kind, bool throughFile)
    {
        SearchStrategy<float> whole = SearchStrategyTests.New<float>(kind), first = SearchStrategyTests.New<float>(kind), second = SearchStrategyTests.New<float>(kind);
        SearchHistory expected = whole.Run(Loss);
        for (int g = 0; g < 41; g++)
        {
            Step(first);
        }

        // In the middle of a generation: what was asked for is asked for again.
        first.Ask(new float[first.MemberCount * 6]);
        Step(second);
        if (throughFile)
        {
            using var file = new MemoryStream();
            first.SaveState(file);
            file.Position = 0;
            second.LoadState(file);
        }
        else
        {
            second.LoadState(first.SaveState());
        }

        Assert.Equal(41, second.Generation);
        Assert.Equal(first.BestLoss, second.BestLoss);
        Assert.Equal(first.Best.ToArray(), second.Best.ToArray());
        Assert.Equal(expected.Generations.Skip(41), second.Run(Loss).Generations);
        Assert.Equal(whole.Mean.ToArray(), second.Mean.ToArray());
        Assert.Equal(whole.StepSize, second.StepSize);
        Assert.Equal(whole.StopReason, second.StopReason);
        Assert.Equal(whole.SaveState().Distribution, second.SaveState().Distribution);
        Assert.Equal(whole.SaveState().OptimizerState, second.SaveState().OptimizerState);
    }

    /// <summary>So many parameters, and so few members, that axes are found anew once in six generations.</summary>
    [Fact]
    public void A_search_is_resumed_between_two_decompositions()
    {
        double[] start = [.. Enumerable.Range(0, 200).Select(i => Math.Cos(i))];
        var whole = new CmaEs<double>(start, new CmaEsOptions { Seed = 3, Members = 4 });
        for (int g = 0; g < 15; g++)
        {
            var second = new CmaEs<double>(start, new CmaEsOptions { Seed = 3, Members = 4 });
            CmaEsTests.Step(whole, x => Landscapes.Ellipsoid(x));
            second.LoadState(whole.SaveState());
            CmaEsTests.Step(whole, x => Landscapes.Ellipsoid(x));
            CmaEsTests.Step(second, x => Landscapes.Ellipsoid(x));
            Assert.Equal(whole.SaveState().Distribution, second.SaveState().Distribution);
        }
    }

    [Fact]
    public void A_file_is_written_and_read_by_its_path()
    {
        string path = Path.Combine(Path.GetTempPath(), $"mlpgen-{Guid.NewGuid():N}.safetensors");
        try
        {
            SearchStrategy<float> search = SearchStrategyTests.New<float>("CMA-ES"), other = SearchStrategyTests.New<float>("CMA-ES");
            Step(search);
            search.SaveState(path);
            other.LoadState(path);
            Assert.Equal(search.Mean.ToArray(), other.Mean.ToArray());
            Assert.StartsWith(path, Assert.Throws<WeightsException>(() => SearchStrategyTests.New<double>("CMA-ES").LoadState(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void States_of_others_are_refused_and_nothing_changes()
    {
        SearchStrategy<float> search = SearchStrategyTests.New<float>("CMA-ES");
        Step(search);
        float[] before = search.Mean.ToArray();
        Refuse(SearchStrategyTests.New<float>("evolution strategy"), "Expected the state of CMA-ES, but found that of evolution strategy by Adam.");
        Refuse(SearchStrategyTests.New<float>("CMA-ES", seed: 8), "Expected seed 7, but found 8.");
        Refuse(new CmaEs<float>(new float[6], new CmaEsOptions { Seed = 7, Members = 20 }), "Expected 9 members, but found 20.");
        Refuse(new CmaEs<float>(new float[5], new CmaEsOptions { Seed = 7 }), "Expected 6 parameters, but found 5 of the mean and 5 of the best.");
        Assert.Equal(before, search.Mean.ToArray());

        void Refuse(SearchStrategy<float> other, string message) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => search.LoadState(other.SaveState())).Message);
    }

    [Fact]
    public void Files_of_others_are_refused_in_words()
    {
        using var file = new MemoryStream();
        SearchStrategy<float> search = SearchStrategyTests.New<float>("CMA-ES");
        search.SaveState(file);
        byte[] bytes = file.ToArray();

        Assert.Contains("dtype F64, found F32", Refused(SearchStrategyTests.New<double>("CMA-ES"), bytes));
        Assert.Contains("state of a search: expected the state of evolution strategy by Adam, found that of CMA-ES", Refused(SearchStrategyTests.New<float>("evolution strategy"), bytes));
        byte[] damaged = [.. bytes];
        damaged[^100] ^= 1;
        Assert.Contains("the file was damaged", Refused(search, damaged));
        Assert.Contains("safetensors data", Refused(search, bytes[..^8]));
        using var weights = new MemoryStream();
        Safetensors.Save<TinyNet, float>(new TinyNet(1), weights);
        Assert.Contains("the file is no state of a search", Refused(search, weights.ToArray()));
    }

    [Fact]
    public void An_optimizer_that_refuses_its_numbers_is_heard()
    {
        var search = new EvolutionStrategy<float>([1, 2], new Adam<float>(0.1), new EvolutionStrategyOptions { Members = 4 });
        SearchState<float> state = search.SaveState();
        state.OptimizerState[0] = 0.5f;
        Assert.Contains("number of steps", Assert.Throws<ArgumentException>(() => search.LoadState(state)).Message);
    }

    private static string Refused(SearchStrategy<double> search, byte[] file) => Assert.Throws<WeightsException>(() => search.LoadState(new MemoryStream(file))).Message;

    private static string Refused(SearchStrategy<float> search, byte[] file) => Assert.Throws<WeightsException>(() => search.LoadState(new MemoryStream(file))).Message;

    private static double Loss(ReadOnlySpan<float> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (1 + 50 * i) * (x[i] - 0.3) * (x[i] - 0.3);
        }

        return sum;
    }

    private static void Step(SearchStrategy<float> search)
    {
        float[] members = new float[search.MemberCount * search.ParameterCount];
        search.Ask(members);
        search.Tell(members.Chunk(search.ParameterCount).Select(row => Loss(row)).ToArray());
    }
}
