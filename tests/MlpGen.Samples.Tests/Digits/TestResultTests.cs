using Digits.Data;
using Digits.Results;

namespace MlpGen.Samples.Tests.Digits;

/// <summary>What is made of a network's outputs: accuracy, confusions, worst mistakes.</summary>
public partial class TestResultTests
{
    private static readonly TestResult s_result = new(
    [
        new Reading(0, Actual: 3, Predicted: 3, Score: 0.9f, ActualScore: 0.9f),
        new Reading(1, Actual: 3, Predicted: 5, Score: 0.5f, ActualScore: 0.4f),
        new Reading(2, Actual: 8, Predicted: 1, Score: 0.99f, ActualScore: 0.01f),
        new Reading(3, Actual: 3, Predicted: 5, Score: 0.6f, ActualScore: 0.1f),
    ]);

    /// <summary>Its output is its first ten pixels.</summary>
    [Layer(784, 10)]
    private sealed partial class FirstPixels;

    [Fact]
    public void The_largest_output_is_what_was_read()
    {
        float[] images = new float[2 * DigitSet.Pixels];
        (images[4], images[DigitSet.Pixels + 9], images[DigitSet.Pixels + 2]) = (0.8f, 0.7f, 0.6f);
        var network = new FirstPixels(new float[FirstPixels.ParameterCount]);
        for (int digit = 0; digit < 10; digit++)
        {
            network.W1[(digit * 10) + digit] = 1;
        }

        TestResult result = TestResult.Of(network, new DigitSet(images, [4, 2]));

        Assert.Equal([new Reading(0, 4, 4, 0.8f, 0.8f), new Reading(1, 2, 9, 0.7f, 0.6f)], result.Readings);
        Assert.Equal(0.5, result.Accuracy);
    }

    [Fact]
    public void The_worst_mistake_is_the_one_that_the_network_was_surest_of() =>
        Assert.Equal([2, 3, 1], s_result.WorstMistakes().Select(reading => reading.Index));
}
