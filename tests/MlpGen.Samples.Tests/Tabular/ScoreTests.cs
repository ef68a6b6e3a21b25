using Tabular.Results;

namespace MlpGen.Samples.Tests.Tabular;

/// <summary>Scores by hand: scikit-learn gives the same of these numbers.</summary>
public class ScoreTests
{
    private static readonly Foretold s_two = Foretold.OfClasses(2, [0, 0, 1, 1], [0.1f, 0.4f, 0.35f, 0.8f]);

    [Fact]
    public void Scores_of_two_classes()
    {
        Assert.Equal(0.75, Score.Accuracy(s_two), 6);
        Assert.Equal(0.75, Score.RocAuc(s_two), 6);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.6) + Math.Log(0.35) + Math.Log(0.8)) / 4, Score.LogLoss(s_two), 6);
    }

    [Fact]
    public void Equal_probabilities_tell_nothing_and_classes_that_are_not_there_do_not_count()
    {
        Assert.Equal(0.5, Score.RocAuc(Foretold.OfClasses(2, [0, 1, 0], [0.3f, 0.3f, 0.3f])), 12);
        Foretold three = Foretold.OfClasses(3, [0, 0, 0, 1], [0.6f, 0.3f, 0.1f, 0.6f, 0.3f, 0.1f, 0.2f, 0.7f, 0.1f, 0.3f, 0.6f, 0.1f]);
        Assert.Equal(0.75, Score.Accuracy(three), 12);
        Assert.Equal((2.0 / 3 + 1) / 2, Score.BalancedAccuracy(three), 12);
        Assert.True(double.IsNaN(Score.RocAuc(three, 2)));
        Assert.Equal(2.0 / 3, Score.RocAuc(three), 6);
    }

    [Fact]
    public void Scores_of_numbers()
    {
        Foretold numbers = Foretold.OfNumbers([3, -0.5, 2, 7], [2.5f, 0, 2, 8]);
        Assert.Equal(0.9486081370449679, Score.RSquared(numbers), 12);
        Assert.Equal(Math.Sqrt(0.375), Score.RootMeanSquaredError(numbers), 12);
        Assert.Equal(0.5, Score.OfNumbers[2].Of(numbers), 12);
        Assert.Equal(0, Score.RSquared(Foretold.OfNumbers([1, 2, 3], [2, 2, 2])), 12);
    }
}
