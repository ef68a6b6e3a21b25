using System.Numerics;
using MlpGen.Training;
using static MlpGen.Activation;

namespace MlpGen.Tests.Training.FullBatch;

/// <summary>Levenberg-Marquardt goes the same way by the Jacobian that is generated as by one made of backward passes.</summary>
public partial class GeneratedJacobianTests
{
    [Layer(1, 8, Tanh), Layer(8, 1), Loss(LossFunction.MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = Derivatives.ParameterJacobian)]
    private sealed partial class Narrow;

    [Layer(1, 12, Silu), Layer(12, 20, Tanh), Layer(20, 1), Loss(LossFunction.HalfSquaredError)]
    [Network(Derivatives = Derivatives.ParameterJacobian)]
    private sealed partial class Layered;

    [Fact]
    public void In_double()
    {
        var net = new Narrow(1);
        AssertSame<Narrow, double>(net, net.Parameters.ToArray(), FullBatchData.Cubic(), 1e-9);
    }

    [Fact]
    public void In_float()
    {
        var net = new Layered(1);
        AssertSame<Layered, float>(net, net.Parameters.ToArray(), FullBatchData.CubicInFloat(), 1e-3);
    }

    private static void AssertSame<TNetwork, T>(TNetwork network, T[] start, DataSet<T> data, double tolerance)
        where TNetwork : ITrainableNetwork<TNetwork, T>, IParameterJacobianNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var options = new LevenbergMarquardtOptions { Epochs = 6 };
        TrainingHistory history = LevenbergMarquardtTrainer.For(network, options).Fit(data);
        TrainingHistory expected = LevenbergMarquardtTrainer.For(new WithJacobian<TNetwork, T>(start), options).Fit(data);
        Assert.Equal(6, history.Epochs.Count);
        for (int epoch = 0; epoch < 6; epoch++)
        {
            double loss = expected.Epochs[epoch].TrainingLoss;
            Assert.Equal(loss, history.Epochs[epoch].TrainingLoss, tolerance * loss);
        }
    }
}
