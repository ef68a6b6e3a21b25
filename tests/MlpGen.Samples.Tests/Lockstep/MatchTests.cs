using Lockstep;

namespace MlpGen.Samples.Tests.Lockstep;

/// <summary>The game that two processes play is the same in both, to the last bit.</summary>
public class MatchTests
{
    [Theory]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableAVX512")]
    public void A_process_with_shorter_vectors_or_none_plays_the_same_game(string without)
    {
        Outcome outcome = new Match(isReproducible: true, ticks: 400, seed: 3).Play(
            ["dotnet", "exec", typeof(Match).Assembly.Location], (without, "0"));

        Assert.True(outcome.Ticks == 400, outcome.Ticks < 400 ? outcome.FirstDifference() : "");
        Assert.True(outcome.Pond.Eaten > 0, "Nobody found the food.");
    }

    [Fact]
    public void Games_that_are_not_the_same_are_told_apart_at_once()
    {
        Pond one = Pond.Of(isReproducible: true, seed: 1), other = Pond.Of(isReproducible: true, seed: 2);

        Assert.NotEqual(one.Hash(), other.Hash());
        Assert.Equal(one.Hash(), Pond.Of(isReproducible: true, seed: 1).Hash());
    }
}
