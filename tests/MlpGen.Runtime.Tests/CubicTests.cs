using MlpGen.Optimizers;
using MlpGen.Training;
using Xunit;
using static MlpGen.Activation;

namespace MlpGen.Tests;

/// <summary>Worked example: y = x³ + 2x² on [−2, 2]. Linear layers in a row stay a straight line, however many; units that bend
/// fit better, and more of them better still.</summary>
public partial class CubicTests
{
    /// <summary>The mean squared error of the best straight line, y = 2.4·x + 8/3, over the interval.</summary>
    private const double BestLine = 7.15;

    private const int Points = 41;
    private const int Epochs = 6_000;

    private static readonly double[] s_x = [.. Enumerable.Range(0, Points).Select(i => -2 + 4.0 * i / (Points - 1))];
    private static readonly double[] s_y = [.. s_x.Select(x => (x * x * x) + (2 * x * x))];

    [Layer(1, 3), Layer(3, 1), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class Linear;

    [Layer(1, 1, Sigmoid), Layer(1, 1), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class OneSigmoid;

    [Layer(1, 2, Sigmoid), Layer(2, 1), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class TwoSigmoids;

    [Layer(1, 1, Relu), Layer(1, 1), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class OneRelu;

    [Layer(1, 4, Relu), Layer(4, 1), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
    private sealed partial class FourRelus;

    [Fact]
    public void Without_a_bend_the_fit_is_the_best_straight_line_and_no_more()
    {
        double[] parameters = Fit(new Linear(seed: 1), 0.005, out double error);

        double[] left = new double[1], middle = new double[1], right = new double[1];
        Linear.Forward(parameters, [-2], left);
        Linear.Forward(parameters, [0], middle);
        Linear.Forward(parameters, [2], right);

        Assert.Equal(middle[0], (left[0] + right[0]) / 2, 1e-9);
        Assert.InRange(error, BestLine * 0.95, BestLine * 1.15); // at 41 points the mean is not quite the integral
    }

    [Fact]
    public void Units_that_bend_fit_better_and_more_of_them_better_still()
    {
        double linear = Best(seed => new Linear(seed), 0.005);
        double oneRelu = Best(seed => new OneRelu(seed), 0.005), fourRelus = Best(seed => new FourRelus(seed), 0.005);
        double oneSigmoid = Best(seed => new OneSigmoid(seed), 0.02), twoSigmoids = Best(seed => new TwoSigmoids(seed), 0.02);

        Assert.True(oneRelu < 0.8 * linear, $"1 ReLU {oneRelu:F3}, a line {linear:F3}");
        Assert.True(fourRelus < 0.5 * oneRelu, $"4 ReLUs {fourRelus:F3}, 1 ReLU {oneRelu:F3}");
        Assert.True(oneSigmoid < 0.8 * linear, $"1 sigmoid {oneSigmoid:F3}, a line {linear:F3}");
        Assert.True(twoSigmoids < 0.8 * oneSigmoid, $"2 sigmoids {twoSigmoids:F3}, 1 sigmoid {oneSigmoid:F3}");
    }

    /// <summary>The least error from ten seeds: gradient descent may end in a valley, and a ReLU may die.</summary>
    private static double Best<TNetwork>(Func<int, TNetwork> make, double learningRate)
        where TNetwork : ITrainableNetwork<TNetwork, double> => Enumerable.Range(1, 10).Min(seed =>
    {
        Fit(make(seed), learningRate, out double error);
        return error;
    });

    /// <summary>Plain gradient descent over all points at once.</summary>
    private static double[] Fit<TNetwork>(TNetwork net, double learningRate, out double error)
        where TNetwork : ITrainableNetwork<TNetwork, double>
    {
        var options = new TrainerOptions { BatchSize = TrainerOptions.AllSamples, Epochs = Epochs };
        Trainer.For(net, new Sgd<double>(learningRate), options).Fit(s_x, s_y);
        error = TNetwork.Loss(net.Parameters, s_x, s_y);
        return net.Parameters.ToArray();
    }
}
