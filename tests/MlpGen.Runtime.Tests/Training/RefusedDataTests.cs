using MlpGen.Optimizers;
using MlpGen.Tests.Networks;
using MlpGen.Training;
using static MlpGen.Activation;
using static MlpGen.Tests.Training.TrainingData;

namespace MlpGen.Tests.Training;

/// <summary>What no loss is made for is refused before the first step, with the sample and the number.</summary>
public partial class RefusedDataTests
{
    [Layer(2, 8, Tanh), Layer(8, 1, Sigmoid), Loss(LossFunction.BinaryCrossEntropy)]
    private sealed partial class OneOutput;

    [Theory]
    [InlineData(255)]
    [InlineData(-0.001f)]
    [InlineData(1.0001f)]
    public void Targets_of_a_binary_cross_entropy_are_from_0_to_1(float target)
    {
        float[] targets = [0, 1, 0.5f, 0, 1, 1, 0, target, 0];
        Refused<Echo.ThreeLogits>(
            FormattableString.Invariant(
                $"Expected targets from 0 to 1, the probabilities of a yes, since the loss is BinaryCrossEntropy, but target 1 of sample 2 (counted from 0) is {target}."),
            new DataSet<float>(new float[9], targets, 3));
    }

    [Fact]
    public void Targets_of_a_cross_entropy_are_not_negative_and_may_be_large()
    {
        Refused<Echo.ThreeClasses>(
            "Expected targets of 0 or more, the probabilities of classes, since the loss is CrossEntropy, but target 0 of sample 1 (counted from 0) is -0.5.",
            new DataSet<float>(new float[6], new float[] { 1, 0, 0, -0.5f, 1, 0 }, 2));
        new DataSet<float>(new float[6], new float[] { 1, 0, 0, 2, 1, 0 }, 2).CheckFor<EchoNetwork<Echo.ThreeClassLogits>>();
        new DataSet<float>(new float[6], new float[] { -1, 0, 300, 2, 1, 0 }, 2).CheckFor<EchoNetwork<Echo.ThreeNumbers>>();
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_number_that_is_not_finite_is_named_wherever_it_is(float number, string text)
    {
        float[] inputs = Curves(20).Inputs.ToArray(), targets = Curves(20).Targets.ToArray();
        inputs[2 * 13 + 1] = targets[2 * 7] = number;
        DataSet<float> inInputs = new(inputs, Curves(20).Targets, 20), inTargets = new(Curves(20).Inputs, targets, 20), good = Curves(20);
        string input = $"Expected finite numbers, but input 1 of sample 13 (counted from 0) is {text}.", target = $"Expected finite numbers, but target 0 of sample 7 (counted from 0) is {text}.";

        var trainer = Trainer.For(NewTiny(), new Sgd<float>(0.1));
        Assert.StartsWith(input, Assert.Throws<ArgumentException>("training", () => trainer.Fit(inInputs)).Message, StringComparison.Ordinal);
        Assert.StartsWith(input, Assert.Throws<ArgumentException>("validation", () => trainer.Fit(good, inInputs)).Message, StringComparison.Ordinal);
        Assert.StartsWith(target, Assert.Throws<ArgumentException>("validation", () => trainer.Fit(good, inTargets)).Message, StringComparison.Ordinal);
        Assert.StartsWith(target, Assert.Throws<ArgumentException>("data", () => new Evaluation<TinyNet, float>(inTargets)).Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.Step);

        Assert.Contains(
            $"but input 1 of sample 13 (counted from 0) is {text}.", Assert.Throws<ArgumentException>("training", () => Normalization.OfInputs(inInputs)).Message, StringComparison.Ordinal);
        Assert.Contains(
            $"but target 0 of sample 7 (counted from 0) is {text}.", Assert.Throws<ArgumentException>("training", () => Normalization.OfTargets(inTargets)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_a_single_output_are_0_and_1_and_become_the_targets()
    {
        float[] inputs = [-2, -0.3f, 0.2f, 0.4f, 3];
        var labels = new DataSet<float>(inputs, new[] { 0, 0, 1, 0, 1 });
        var targets = new DataSet<float>(inputs, new float[] { 0, 0, 1, 0, 1 }, 5);
        Assert.Equal(0.8, new Evaluation<EchoNetwork<Echo.Logit>, float>(labels).Measure([0]));
        Assert.Equal(
            new Evaluation<EchoNetwork<Echo.Logit>, float>(targets).Loss([0]), new Evaluation<EchoNetwork<Echo.Logit>, float>(labels).Loss([0]));
        Assert.Equal(
            0 + 0.25, new Evaluation<EchoNetwork<Echo.Probability>, float>(new DataSet<float>(new[] { 0.5f, 0.5f }, new[] { 0, 0 })).Loss([0]));

        Refused<Echo.Probability>(
            "Expected labels 0 and 1, since EchoNetwork`1 has one output, a no or a yes, but the largest is 2, that of sample 1 (counted from 0): "
            + "for 3 classes give the last layer 3 outputs, and the network Softmax and CrossEntropy.",
            new DataSet<float>(new float[3], new[] { 0, 2, 1 }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_single_output_learns_labels_as_it_learns_their_targets(bool isShuffled)
    {
        float[] inputs = [.. Enumerable.Range(0, 60).Select(i => (i - 30) / 10f)];
        int[] labels = [.. inputs.Select(x => x > 0.5f ? 1 : 0)];
        var options = new TrainerOptions { BatchSize = 7, Epochs = 30, Shuffle = isShuffled };
        Trainer<OneOutput, float> Train(DataSet<float> data)
        {
            var trainer = Trainer.For(new OneOutput(1), new Adam<float>(0.05), options);
            trainer.Fit(data);
            return trainer;
        }

        float[] pairs = [.. inputs.SelectMany(x => new[] { x, 1 })];
        Assert.Equal(
            ParametersOf(Train(new DataSet<float>(pairs, labels.Select(label => (float)label).ToArray(), 60))),
            ParametersOf(Train(new DataSet<float>(pairs, labels))));
    }

    private static void Refused<TKind>(string message, DataSet<float> data)
        where TKind : IEchoKind
    {
        var trainer = Trainer.For(new EchoNetwork<TKind>(), new Sgd<float>(0.1));
        Func<object?>[] calls =
        [
            () => trainer.Fit(data),
            () => new Evaluation<EchoNetwork<TKind>, float>(data),
            () =>
            {
                data.CheckFor<EchoNetwork<TKind>>();
                return null;
            },
        ];
        Assert.All(calls, call => Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal));
    }
}
