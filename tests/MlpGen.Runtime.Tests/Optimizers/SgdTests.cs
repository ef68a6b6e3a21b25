using System.Numerics;
using MlpGen.Optimizers;

namespace MlpGen.Tests.Optimizers;

/// <summary>θ ← θ − η·g, at every length around the width of a vector.</summary>
public class SgdTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 40), 63, 64, 65, 1000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_step_goes_against_the_gradient(int length)
    {
        AssertStep(length, 0.125f);
        AssertStep(length, 0.125);
    }

    [Fact]
    public void A_gradient_that_is_the_parameters_themselves_shrinks_them()
    {
        float[] parameters = [.. Enumerable.Range(0, 37).Select(i => (float)i)];
        new Sgd<float>(0.5f).Step(parameters, parameters);
        Assert.Equal([.. Enumerable.Range(0, 37).Select(i => i / 2f)], parameters);
    }

    [Fact]
    public void The_learning_rate_may_change_between_steps_and_be_zero()
    {
        double[] parameters = [1, 2, 3];
        var sgd = new Sgd<double>(0.5);
        sgd.Step(parameters, [2, 2, 2]);
        sgd.LearningRate = 0;
        sgd.Step(parameters, [2, 2, 2]);
        Assert.Equal([0, 1, 2], parameters);
        Assert.Equal(0, sgd.LearningRate);
    }

    [Theory]
    [InlineData(-1e-10)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_that_is_negative_or_not_finite_is_refused(double learningRate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double>(learningRate));
        var sgd = new Sgd<double>(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => sgd.LearningRate = learningRate);
        Assert.Equal(1, sgd.LearningRate);
    }

    [Fact]
    public void Another_length_or_a_partial_overlap_is_refused_and_nothing_is_written()
    {
        float[] memory = [.. Enumerable.Range(0, 40).Select(i => (float)i)], before = [.. memory];
        var sgd = new Sgd<float>(1);
        Assert.Throws<ArgumentException>("gradient", () => sgd.Step(memory.AsSpan(0, 10), memory.AsSpan(20, 11)));
        Assert.Throws<ArgumentException>("gradient", () => sgd.Step(memory.AsSpan(0, 10), memory.AsSpan(9, 10)));
        Assert.Throws<ArgumentException>("gradient", () => sgd.Step(memory.AsSpan(1, 39), memory.AsSpan(0, 39)));
        Assert.Equal(before, memory);
    }

    /// <summary>Eighths times small integers, so that fusing the multiplication with the subtraction or not gives the same bits.</summary>
    private static void AssertStep<T>(int length, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(length);
        T[] memory = Draw(length + 2), gradient = Draw(length), before = [.. memory], gradientBefore = [.. gradient];
        new Sgd<T>(double.CreateChecked(learningRate)).Step(memory.AsSpan(1, length), gradient);
        for (int i = 0; i < length; i++)
        {
            before[i + 1] -= learningRate * gradient[i];
        }

        Assert.Equal(before, memory);
        Assert.Equal(gradientBefore, gradient);

        T[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.Next(-9, 10)))];
    }
}
