using OnlineLearner;

namespace MlpGen.Samples.Tests.OnlineLearner;

/// <summary>The echo canceller beats the filter that it replaces, in calls of any voice and room, and costs no garbage.</summary>
public class CancellerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(-4)]
    public void The_network_leaves_less_than_a_third_of_the_filters_power_in_both_rooms(int seed)
    {
        var trial = new Trial(seconds: 10, seed);
        double[] microphone = trial.MicrophonePower();

        TrialResult linear = trial.Run(new LinearCanceller(LinearCanceller.BestStepSize));
        TrialResult network = trial.Run(new NeuralCanceller(seed));

        int second = EchoPath.SampleRate / Trial.Window;
        foreach (int end in (int[])[5 * second, 10 * second])
        {
            double filtered = linear.Reduction(microphone, end - second, end), learned = network.Reduction(microphone, end - second, end);
            Assert.True(learned > filtered + 5, $"until window {end}: network {learned:F1} dB, filter {filtered:F1} dB");
        }
    }

    [Fact]
    public void No_other_step_size_would_make_the_filter_much_better()
    {
        var trial = new Trial(seconds: 4, seed: 1);
        double[] microphone = trial.MicrophonePower();

        double chosen = Reduction(LinearCanceller.BestStepSize);

        Assert.All((float[])[0.01f, 0.03f, 0.1f, 0.3f, 0.5f, 1.5f], stepSize => Assert.InRange(Reduction(stepSize), 0, chosen + 0.5));

        double Reduction(float stepSize) => trial.Run(new LinearCanceller(stepSize)).Reduction(microphone, 0, microphone.Length);
    }

    [Fact]
    public void A_call_is_the_same_again_for_the_same_seed()
    {
        TrialResult once = new Trial(seconds: 4, seed: 5).Run(new NeuralCanceller(6)), again = new Trial(seconds: 4, seed: 5).Run(new NeuralCanceller(6));
        TrialResult other = new Trial(seconds: 4, seed: 6).Run(new NeuralCanceller(6));

        Assert.Equal(once.Power, again.Power);
        Assert.NotEqual(once.Power, other.Power);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var trial = new Trial(seconds: 4, seed: 1);

        Assert.Equal(0, trial.Run(new NeuralCanceller(1)).AllocatedBytes);
    }

    [Fact]
    public void Percentiles_are_those_of_the_sorted_times()
    {
        long tick = System.Diagnostics.Stopwatch.Frequency / 1_000_000; // a microsecond
        var times = new StepTimes([.. Enumerable.Range(0, 101).Select(i => (100 - i) * tick)]);

        Assert.Equal(0, times.Percentile(0));
        Assert.Equal(50_000, times.Percentile(0.5), 1e-6);
        Assert.Equal(99_000, times.Percentile(0.99), 1e-6);
        Assert.Equal(100_000, times.Percentile(1), 1e-6);
        Assert.Equal(1, times.CountAbove(99_500));
    }
}
