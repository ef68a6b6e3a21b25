using Agents;

namespace MlpGen.Samples.Tests.Agents;

/// <summary>Agents learn to steer, and think together what each would think by itself.</summary>
public class GameTests
{
    [Fact]
    public void Agents_reach_several_times_as_many_targets_as_those_who_know_nothing()
    {
        using var game = new Game(agents: 203, rounds: 16, seed: 1, threads: 1);
        game.Play();

        double best = game.Reached.TakeLast(4).Average();
        Assert.True(best > 3 * game.Reached[0], $"{best} targets a round in the end, {game.Reached[0]} in the beginning.");
    }

    [Fact]
    public void Thinking_together_is_thinking_one_by_one()
    {
        using Game one = new(agents: 37, rounds: 2, seed: 2, threads: 1), two = new(agents: 37, rounds: 2, seed: 2, threads: 2);
        one.Play();
        two.Play();

        Assert.InRange(one.Difference, 0, 1e-5);
        Assert.Equal(one.Reached, two.Reached);
    }
}
