using System.Numerics;
using MlpGen.Optimizers;
using MlpGen.Training;
using static MlpGen.Activation;

namespace MlpGen.Tests.Training;

/// <summary>What a yes counts, output by output: against PyTorch's <c>binary_cross_entropy_with_logits(…, pos_weight=…)</c>, and against the formula.</summary>
public partial class PositiveWeightsTests
{
    [Layer(3, 4, Tanh), Layer(4, 3, Sigmoid), Loss(LossFunction.BinaryCrossEntropy), Network(Precision = Precision.Double)]
    private sealed partial class Tags;

    [Layer(3, 4, Tanh), Layer(4, 3), Loss(LossFunction.BinaryCrossEntropy), Network(Precision = Precision.Double)]
    private sealed partial class Logits;

    [Layer(3, 4, Tanh), Layer(4, 3, Sigmoid), Loss(LossFunction.BinaryCrossEntropy)]
    private sealed partial class SingleTags;

    [Layer(3, 4, Tanh, Dropout = 0.5), Layer(4, 3, Sigmoid), Loss(LossFunction.BinaryCrossEntropy), Network(Precision = Precision.Double)]
    private sealed partial class DroppingTags;

    [Layer(3, 3), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Line;

    private static readonly double[] s_weights = [3, 0.5, 2.25];

    // PyTorch 1.13, in double precision, of the parameters, inputs and targets below.
    private const double PyTorchLoss = 2.267756635333271;

    private static readonly double[] s_pyTorchGradient =
    [
        0.03310700595914222, 0.11734434264028144, 0.06306533452221605, -0.11059198420750499, -0.004499679645327374, -0.12557491241441882,
        -0.08766353959249083, 0.13072576724740406, -0.04380734206196687, 0.13862122106940022, -0.0018974260226648238, -0.18512110130068143,
        0.1286134166097302, -0.15835861262254017, -0.15075982755511488, 0.1337882549377603, -0.14499272776164215, 0.15685226257617918,
        -0.2505143855368387, -0.15933005577735565, -0.06670217104743376, 0.14855801787633097, 0.23935169980021345, 0.020302041148990743,
        -0.16957313688636144, -0.09926753090858728, -0.08408136138049052, 0.24033121646180622, -0.35929758826258296, 0.2155452333724467,
        -0.47181095004351586,
    ];

    private static readonly double[] s_parameters = [.. Enumerable.Range(0, 31).Select(i => 2 * Number(1, i))];
    private static readonly double[] s_inputs = [.. Enumerable.Range(0, 15).Select(i => 4 * Number(2, i))];
    private static readonly double[] s_targets = [.. Enumerable.Range(0, 15).Select(i => i % 4 == 0 ? 0.25 : Math.Abs((i * 7 % 3) - 1))];

    [Fact]
    public void Loss_and_gradient_are_those_of_PyTorch()
    {
        (double loss, double[] gradient) = Step(new Tags(), s_parameters, s_inputs, s_targets);
        Near([PyTorchLoss, .. s_pyTorchGradient], [loss, .. gradient], 1e-13);

        (loss, gradient) = Step(new Logits(), s_parameters, s_inputs, s_targets);
        Near([PyTorchLoss, .. s_pyTorchGradient], [loss, .. gradient], 1e-13);
    }

    [Fact]
    public void Single_precision_is_close()
    {
        (float loss, float[] gradient) = Step<SingleTags, float>(
            new SingleTags(), [.. s_parameters.Select(p => (float)p)], [.. s_inputs.Select(x => (float)x)], [.. s_targets.Select(t => (float)t)]);

        Near([PyTorchLoss, .. s_pyTorchGradient], [loss, .. gradient.Select(g => (double)g)], 1e-6);
    }

    [Fact]
    public void A_sigmoid_that_has_swallowed_its_z_still_tells_how_wrong_it_is()
    {
        double[] parameters = new double[31];
        (parameters[28], parameters[29], parameters[30]) = (50, -50, -800); // z by the biases alone; σ(50) is 1, σ(−800) is 0
        double[] targets = [0, 1, 1], inputs = [0, 0, 0];

        (double loss, double[] gradient) = Step(new Tags(), parameters, inputs, targets);

        Assert.Equal((50 + (0.5 * 50) + (2.25 * 800)) / 3, loss, 1e-9);
        Near([1.0 / 3, -0.5 / 3, -2.25 / 3], gradient[28..], 1e-12);
    }

    [Fact]
    public void Steps_allocate_nothing_even_where_z_has_to_be_asked_for()
    {
        var net = new Tags();
        net.Parameters[28..].Fill(50);
        var bytes = new List<long>(8);
        Trainer<Tags, double> trainer = Trainer.For(net, new Sgd<double>(0), new TrainerOptions
        {
            BatchSize = 2, Epochs = 6, PositiveWeights = s_weights, Metric = Metric.None,
        });
        trainer.EpochFinished += _ => bytes.Add(GC.GetAllocatedBytesForCurrentThread());
        trainer.Fit(new DataSet<double>(new double[15], s_targets, 5));

        Assert.Equal(0, bytes[^1] - bytes[1]);
    }

    [Fact]
    public void Weights_of_1_are_the_plain_loss()
    {
        double[] expected = new double[31];
        double loss = Tags.LossAndGradient(s_parameters, s_inputs, s_targets, expected);

        (double weighted, double[] gradient) = Step(new Tags(), s_parameters, s_inputs, s_targets, [1]);

        Near([loss, .. expected], [weighted, .. gradient], 1e-14);
    }

    [Fact]
    public void Parts_of_a_batch_and_weights_of_samples_go_with_them()
    {
        var data = new DataSet<double>(s_inputs, s_targets, 5).WithWeights(new double[] { 1, 2, 0, 2, 1 });
        double[] whole = End(new TrainerOptions()), parted = End(new TrainerOptions { Shards = 2, Threads = 1 }), single = Expected();
        Near(whole, parted, 1e-13);
        Near(single, whole, 1e-13);

        double[] End(TrainerOptions options)
        {
            var net = new Tags();
            s_parameters.CopyTo(net.Parameters);
            Trainer.For(net, new Sgd<double>(1), options with { BatchSize = TrainerOptions.AllSamples, Epochs = 1, PositiveWeights = s_weights }).Fit(data);
            return net.Parameters.ToArray();
        }

        double[] Expected()
        {
            double[] sum = [.. s_parameters];
            foreach ((int sample, double weight) in ((int, double)[])[(0, 1), (1, 2), (3, 2), (4, 1)])
            {
                (_, double[] own) = Step(new Tags(), s_parameters, s_inputs[(3 * sample)..(3 * sample + 3)], s_targets[(3 * sample)..(3 * sample + 3)]);
                for (int p = 0; p < own.Length; p++)
                {
                    sum[p] -= weight / 6 * own[p];
                }
            }

            return sum;
        }
    }

    [Fact]
    public void Balanced_weights_are_negatives_over_positives()
    {
        var data = new DataSet<double>(new double[4], new double[] { 1, 0, 0, 1, 0, 0.5, 0, 1 }, 4);

        Near([3, 1.5 / 2.5], data.BalancedPositiveWeights(), 1e-15);
        Assert.Contains("Expected targets of both kinds at output 1", Assert.Throws<InvalidOperationException>(
            () => new DataSet<double>(new double[2], new double[] { 1, 0, 0, 0 }, 2).BalancedPositiveWeights()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new DataSet<double>(new double[2], new[] { 0, 1 }).BalancedPositiveWeights());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused("Expected BinaryCrossEntropy, since PositiveWeights is set, but the loss of Line is MeanSquaredError", () => Make<Line>(new Line(), [2]));
        Refused("Expected one of PositiveWeights for each of the 3 outputs of Tags, or one for all, but got 2", () => Make<Tags>(new Tags(), [2, 3]));
        Refused("DroppingTags has Dropout", () => Make<DroppingTags>(new DroppingTags(), [2]));
        Assert.Throws<ArgumentOutOfRangeException>("PositiveWeights", () => Make<Tags>(new Tags(), [-1]));
        Assert.Throws<ArgumentOutOfRangeException>("PositiveWeights", () => Make<Tags>(new Tags(), [double.NaN]));

        static void Make<TNet>(ITrainableNetwork<TNet, double> net, double[] weights)
            where TNet : ITrainableNetwork<TNet, double> =>
            Trainer.For(net, new Sgd<double>(0.1), new TrainerOptions { PositiveWeights = weights });

        static void Refused(string message, Action action) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static double Number(int seed, int index) => (((index * 7919) + (seed * 104729)) % 101 - 50) / 100.0;

    private static (double Loss, double[] Gradient) Step<TNet>(
        TNet network, double[] parameters, double[] inputs, double[] targets, double[]? weights = null)
        where TNet : ITrainableNetwork<TNet, double> => Step<TNet, double>(network, parameters, inputs, targets, weights);

    /// <summary>The reported loss of one step down the slope of all samples with a learning rate of 1, and how far that went.</summary>
    private static (T Loss, T[] Gradient) Step<TNet, T>(ITrainableNetwork<TNet, T> network, T[] parameters, T[] inputs, T[] targets, double[]? weights = null)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Trainer<TNet, T> trainer = Trainer.For(network, new Sgd<T>(1), new TrainerOptions
        {
            BatchSize = TrainerOptions.AllSamples, Epochs = 1, Shuffle = false, PositiveWeights = weights ?? s_weights,
        });
        parameters.CopyTo(trainer.Network.Parameters);
        double loss = trainer.Fit(new DataSet<T>(inputs, targets, inputs.Length / TNet.InputSize)).Last.TrainingLoss;
        return (T.CreateChecked(loss), [.. parameters.Zip(trainer.Network.Parameters.ToArray(), (before, after) => before - after)]);
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"[{i}]: {actual[i]} in place of {expected[i]}.");
        }
    }
}
