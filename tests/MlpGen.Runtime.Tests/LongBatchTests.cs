using System.Runtime.Intrinsics;

namespace MlpGen.Tests;

/// <summary>Gradients of batches so long that a sum in single precision would drift: blocks of samples are summed in double. Of each way that a
/// batch may go there is a network.</summary>
public partial class LongBatchTests
{
    /// <summary>The samples of a block, and how often it fits the batches below.</summary>
    private const int Block = 4096, Blocks = 4, Samples = Blocks * Block;

    [Layer(1, 1), Loss(LossFunction.MeanSquaredError)]
    private sealed partial class Line;

    [Layer(1, 1), Loss(LossFunction.SumSquaredError)]
    private sealed partial class InLanes;

    [Layer(20, 20), Loss(LossFunction.SumSquaredError), Network(Unroll = Unroll.Full)]
    private sealed partial class OneByOne;

    [Layer(5, 3), Loss(LossFunction.SumSquaredError), Network(Unroll = Unroll.None)]
    private sealed partial class InColumns;

    [Layer(128, 64), Loss(LossFunction.SumSquaredError)]
    private sealed partial class InTiles;

    [Layer(128, 64, Activation.Relu), Layer(64, 40, Dropout = 0.5), Layer(40, 20), Loss(LossFunction.SumSquaredError)]
    private sealed partial class Dropping;

    [Layer(1, 4096, Activation.Relu), Layer(4096, 1), Layer(1, 4096, Activation.Relu), Layer(4096, 1), Layer(1, 4096, Activation.Relu)]
    [Layer(4096, 1), Loss(LossFunction.SumSquaredError)]
    private sealed partial class Anew;

    [Layer(2, 3, Activation.Tanh), Layer(3, 3), Loss(LossFunction.CrossEntropy)]
    private sealed partial class ClassesInLanes;

    [Layer(6, 7, Activation.Silu), Layer(7, 5, Activation.Softmax), Loss(LossFunction.CrossEntropy), Network(Unroll = Unroll.None)]
    private sealed partial class ClassesInColumns;

    [Layer(70, 64, Activation.Relu), Layer(64, 40), Loss(LossFunction.CrossEntropy)]
    private sealed partial class ClassesInTiles;

    [Layer(2, 3, Activation.Tanh), Layer(3, 3), Loss(LossFunction.CrossEntropy), Network(Precision = Precision.Double)]
    private sealed partial class InDouble;

    [Fact]
    public void Ten_million_equal_samples_have_the_gradient_of_one()
    {
        const int Many = 10_000_000;
        float[] inputs = new float[Many], targets = new float[Many], gradient = new float[2], outputGradients = targets;
        Array.Fill(inputs, 0.3f);
        Array.Fill(targets, 1);

        // Without wide vectors the 4,096 samples of a block go into a single sum.
        double tolerance = Vector256.IsHardwareAccelerated ? 1e-5 : 5e-5;

        // y = 0.5·0.3 + 0.28 = 0.43; dy = 2·(0.43 − 1)
        Line.LossAndGradient([0.5f, 0.28f], inputs, targets, gradient);
        Close.Assert([-0.342, -1.14], [gradient[0], gradient[1]], tolerance);

        Array.Clear(gradient);
        Array.Fill(outputGradients, 0.1f);
        Line.BackwardBatch([0.5f, 0.28f], inputs, outputGradients, gradient);
        Close.Assert([0.03 * Many, 0.1 * Many], [gradient[0], gradient[1]], tolerance);
    }

    [Fact]
    public void Small_gradients_behind_large_ones_count_in_lanes() => Count<InLanes>();

    [Fact]
    public void Small_gradients_behind_large_ones_count_one_by_one() => Count<OneByOne>();

    [Fact]
    public void Small_gradients_behind_large_ones_count_in_columns() => Count<InColumns>();

    [Fact]
    public void Small_gradients_behind_large_ones_count_in_tiles() => Count<InTiles>();

    [Fact]
    public void Small_gradients_behind_large_ones_count_where_dropout_is_declared() => Count<Dropping>();

    [Fact]
    public void Small_gradients_behind_large_ones_count_where_layers_are_computed_anew() => Count<Anew>();

    [Fact]
    public void A_long_batch_is_its_parts_in_lanes() => Add<ClassesInLanes>();

    [Fact]
    public void A_long_batch_is_its_parts_in_columns() => Add<ClassesInColumns>();

    [Fact]
    public void A_long_batch_is_its_parts_in_tiles() => Add<ClassesInTiles>();

    [Fact]
    public void What_is_dropped_in_a_long_batch_is_what_is_dropped_in_its_parts()
    {
        float[] parameters = new Dropping(seed: 3).Parameters.ToArray();
        float[] inputs = Numbers(Samples * Dropping.InputSize), targets = Numbers(Samples * Dropping.OutputSize);
        float[] whole = new float[Dropping.ParameterCount];
        float loss = Dropping.TrainingLossAndGradient(parameters, inputs, targets, new DropoutKey(1, 2, 30), whole);

        double[] parts = new double[whole.Length];
        double sum = 0;
        const int Part = Samples / 16;
        for (int first = 0; first < Samples; first += Part)
        {
            float[] part = new float[whole.Length];
            sum += Dropping.TrainingLossAndGradient(
                parameters, inputs.AsSpan(first * Dropping.InputSize, Part * Dropping.InputSize),
                targets.AsSpan(first * Dropping.OutputSize, Part * Dropping.OutputSize), new DropoutKey(1, 2, 30 + first), part) / 16;
            parts = [.. parts.Zip(part, (all, one) => all + (one / 16.0))];
        }

        Close.Assert(sum, loss, 1e-6);
        Close.Assert(parts, [.. whole], 1e-5);
    }

    [Fact]
    public void A_long_batch_allocates_nothing_that_is_collected_and_adds_to_what_is_there()
    {
        float[] parameters = new Line(seed: 1).Parameters.ToArray(), inputs = Numbers(3 * Block + 5), targets = Numbers(3 * Block + 5);
        float[] gradient = new float[2], twice = [1000, -1000];
        Assert.Equal(0, Allocation.Of(() => Line.LossAndGradient(parameters, inputs, targets, gradient)));

        gradient.AsSpan().Clear();
        Line.LossAndGradient(parameters, inputs, targets, gradient);
        Line.LossAndGradient(parameters, inputs, targets, twice);
        Close.Assert([1000.0 + gradient[0], -1000.0 + gradient[1]], [twice[0], twice[1]], 1e-7);
    }

    [Fact]
    public void Sums_in_double_go_on_as_they_did()
    {
        double[] inputs = [.. Numbers(2 * (Block + 100)).Select(x => (double)x)], gradient = new double[InDouble.ParameterCount];
        int[] labels = [.. Enumerable.Range(0, Block + 100).Select(i => i % 3)];
        double[] parameters = new InDouble(seed: 2).Parameters.ToArray();
        Assert.Equal(InDouble.Loss(parameters, inputs, labels), InDouble.LossAndGradient(parameters, inputs, labels, gradient), 1e-12);
        Assert.Contains(gradient, g => g != 0);
    }

    /// <summary>With W = b = 0, y is 0 and dy = −2t/N: 2²⁴ for 64 samples, then 1. Each 1 alone would vanish beside 64·2²⁴ in single precision; those
    /// of the first block may.</summary>
    private static void Count<TNet>()
        where TNet : ITrainableNetwork<TNet, float>
    {
        const float Large = 1 << 24;
        const double Sum = 64.0 * Large + (Samples - 64);
        float[] parameters = new float[TNet.ParameterCount], inputs = Numbers(Samples * TNet.InputSize);
        float[] outputGradients = new float[Samples * TNet.OutputSize], targets = new float[outputGradients.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            outputGradients[i] = i < 64 * TNet.OutputSize ? Large : 1;
            targets[i] = -Samples / 2 * outputGradients[i];
        }

        float[] backward = new float[TNet.ParameterCount], loss = new float[TNet.ParameterCount], training = new float[TNet.ParameterCount];
        TNet.BackwardBatch(parameters, inputs, outputGradients, backward);
        TNet.LossAndGradient(parameters, inputs, targets, loss);
        TNet.TrainingLossAndGradient(parameters, inputs, targets, new DropoutKey(1, 1), training);

        // The last parameters are the biases of the last layer, whose gradient is the sum of dy.
        foreach (float sum in (float[])[.. backward[^TNet.OutputSize..], .. loss[^TNet.OutputSize..], .. training[^TNet.OutputSize..]])
        {
            Assert.InRange(sum, Sum - Block - 128, Sum + 128);
        }
    }

    /// <summary>Loss, gradient and input gradients of a batch of several blocks and some samples more, against those of parts shorter than a
    /// block.</summary>
    private static void Add<TNet>()
        where TNet : IClassifier<TNet, float>
    {
        const int Part = 1_000, Parts = 10, All = Part * Parts;
        float[] parameters = new float[TNet.ParameterCount], inputs = Numbers(All * TNet.InputSize);
        TNet.Initialize(parameters, 5);
        int[] labels = [.. Enumerable.Range(0, All).Select(i => (i * 7 + i / 9) % TNet.OutputSize)];
        float[] whole = new float[parameters.Length], wholeInputs = new float[inputs.Length], partInputs = new float[inputs.Length];
        float loss = TNet.LossAndGradient(parameters, inputs, labels, whole, wholeInputs);

        double sum = 0;
        double[] parts = new double[parameters.Length];
        for (int first = 0; first < All; first += Part)
        {
            float[] part = new float[parameters.Length];
            Range rows = (first * TNet.InputSize)..((first + Part) * TNet.InputSize);
            sum += TNet.LossAndGradient(parameters, inputs.AsSpan(rows), labels.AsSpan(first, Part), part, partInputs.AsSpan(rows)) / Parts;
            parts = [.. parts.Zip(part, (all, one) => all + ((double)one / Parts))];
        }

        Close.Assert(sum, loss, 1e-6);
        Close.Assert(parts, [.. whole], 1e-5);
        Close.Assert([.. partInputs.Select(dx => (double)dx / Parts)], [.. wholeInputs], 1e-5);
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(i * 1.7))];
}
