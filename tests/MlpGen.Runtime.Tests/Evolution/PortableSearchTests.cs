using System.Runtime.InteropServices;
using MlpGen.Evolution;

namespace MlpGen.Tests.Evolution;

/// <summary>Searches whose bits were written down: they are the same on every machine, and with vectors of any width.</summary>
/// <remarks>Run with <c>DOTNET_EnableAVX512=0</c>, <c>DOTNET_EnableAVX2=0</c> or <c>DOTNET_EnableHWIntrinsic=0</c>, they must hold as well.</remarks>
public class PortableSearchTests
{
    [Theory]
    [InlineData("CMA-ES", 4764605575919173428L)]
    [InlineData("evolution strategy", 1871314030736364087L)]
    public void A_search_has_the_bits_that_it_always_had(string kind, long expected)
    {
        SearchStrategy<double> search = SearchStrategyTests.New<double>(kind);
        for (int g = 0; g < 50; g++)
        {
            // Nothing here that machines round differently.
            CmaEsTests.Step(search, x => 100 * (x[0] * x[0] - x[1]) * (x[0] * x[0] - x[1]) + (x[0] - 1) * (x[0] - 1) + x[2] * x[2] + x[3] * x[3] + x[4] * x[4] + x[5] * x[5]);
        }

        SearchState<double> state = search.SaveState();
        double[] numbers = [.. state.Mean, .. state.Best, .. state.Distribution, .. state.OptimizerState];
        long hash = 17;
        foreach (long bits in MemoryMarshal.Cast<double, long>(numbers))
        {
            hash = unchecked(hash * 31 + bits);
        }

        Assert.Equal(expected, hash);
    }
}
