using MlpGen.Optimizers;
using MlpGen.Populations;
using MlpGen.Tests.Networks;

namespace MlpGen.Tests.Populations;

/// <summary>What does not fit is refused, by a message with both numbers, before anything is written.</summary>
public class RefusedArgumentsTests
{
    private static readonly Population<SoftmaxClassifier, float> s_population = new(5);
    private static readonly PopulationVector<float> s_gradient = s_population.NewVector();

    [Theory]
    [InlineData(0, 1, 1, "members")]
    [InlineData(-3, 1, 1, "members")]
    [InlineData(5, 0, 1, "threads")]
    [InlineData(5, 1, 0, "samples")]
    [InlineData(int.MaxValue, 1, 1, "members")]
    public void A_population_needs_members_that_an_array_holds(int members, int threads, int samples, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new Population<SoftmaxClassifier, float>(members, threads, samples)).ParamName);

    [Fact]
    public void A_wrong_length_is_named_with_the_right_one()
    {
        float[] losses = new float[5];
        Refused("inputs", "5 members", () => s_population.Forward(new float[21], new float[15]));
        Refused("inputs", "rows of 4", () => s_population.ForwardShared(new float[21], new float[15]));
        Refused("outputs", "length 15", () => s_population.Forward(new float[20], new float[16]));
        Refused("outputs", "length 30", () => s_population.ForwardShared(new float[8], new float[15]));
        Refused("inputs", "at least 1 sample", () => s_population.Loss([], new float[15], losses));
        Refused("targets", "length 15", () => s_population.Loss(new float[20], new float[3], losses));
        Refused("targets", "length 3", () => s_population.LossShared(new float[4], new float[15], losses));
        Refused("labels", "length 10", () => s_population.LossAndGradient(new float[40], new int[5], losses, s_gradient));
        Refused("labels", "class from 0 to 2", () => s_population.LossShared(new float[4], [3], losses));
        Refused("losses", "length 5", () => s_population.Loss(new float[20], new float[15], new float[4]));
        Refused("rows", "length 2015", () => s_population.Parameters.Load(new float[10]));
        Refused("rows", "length 2015", () => s_population.Parameters.Save(new float[10]));
        Refused("parameters", "length 403", () => s_population.Parameters.Set(0, new float[10]));
        Refused("member", "0 to 4", () => s_population.Parameters.Get(5, new float[403]));
        Assert.All(losses, loss => Assert.Equal(0, loss));
    }

    [Fact]
    public void Memory_that_is_read_is_not_written()
    {
        float[] memory = new float[100];
        Refused("outputs", "overlaps", () => s_population.Forward(memory.AsSpan(0, 20), memory.AsSpan(10, 15)));
        Refused("losses", "overlaps", () => s_population.Loss(memory.AsSpan(0, 20), new float[15], memory.AsSpan(19, 5)));
        Refused("losses", "overlaps", () => s_population.Loss(new float[20], memory.AsSpan(0, 15), memory.AsSpan(14, 5)));
        Refused("gradient", "Parameters", () => s_population.Loss20(s_population.Parameters));
    }

    [Fact]
    public void A_gradient_is_one_of_the_same_population()
    {
        Refused("gradient", "NewVector", () => s_population.Loss20(new Population<SoftmaxClassifier, float>(5).NewVector()));
        Refused("gradient", "NewVector", () => s_population.Step(new Sgd<float>(1), new Population<SoftmaxClassifier, float>(6).NewVector()));
        Assert.Throws<ArgumentNullException>(() => s_population.Loss20(null!));
    }

    [Fact]
    public void Rates_are_numbers_for_each_member()
    {
        Refused("learningRates", "length 5", () => s_population.Step(new Sgd<float>(1), s_gradient, [1, 2]));
        Refused("learningRates", "[2]", () => s_population.Step(new Sgd<float>(1), s_gradient, [1, 2, double.NaN, 4, 5]));
        Refused("weightDecays", "[4]", () => s_population.Step(new Sgd<float>(1), s_gradient, default, [1, 2, 3, 4, -5]));
        var other = new Adam<float>();
        other.Prepare(7);
        Refused("parameterCount", "7 parameters", () => s_population.Step(other, s_gradient));
    }

    [Fact]
    public void No_samples_have_no_outputs()
    {
        s_population.Forward([], []);
        s_population.ForwardShared([], []);
    }

    private static void Refused(string argument, string said, Action action)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(action);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }
}

/// <summary>A call that is right but for its gradient.</summary>
file static class Calls
{
    public static void Loss20(this Population<SoftmaxClassifier, float> population, PopulationVector<float> gradient) =>
        population.LossAndGradient(new float[20], new float[15], new float[5], gradient);
}
