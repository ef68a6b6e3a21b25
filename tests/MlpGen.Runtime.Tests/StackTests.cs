using MlpGen.Tests.Networks;
using MlpGen.Tests.Reference;
using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests;

/// <summary>The widest and the deepest networks run on a small stack, and run right.</summary>
public partial class StackTests
{
    /// <summary>Layers as wide as they may be, one after the other: a trace of them is 256 KiB in float.</summary>
    [Layer(1, 4096, Tanh), Layer(4096, 1, Sigmoid), Layer(1, 4096, Relu), Layer(4096, 2), Layer(2, 4096, Gelu), Layer(4096, 1, Silu)]
    [Layer(1, 4096, Tanh), Layer(4096, 3, Softmax), Loss(CrossEntropy)]
    internal sealed partial class Wide;

    [Layer(1, 4096, Tanh), Layer(4096, 1, Sigmoid), Layer(1, 4096, Relu), Layer(4096, 2), Layer(2, 4096, Gelu), Layer(4096, 1, Silu)]
    [Layer(1, 4096, Tanh), Layer(4096, 3), Loss(HalfSquaredError), Network(Precision = Precision.Double)]
    internal sealed partial class WideDouble;

    [Layer(4096, 1000, Tanh), Layer(1000, 4), Loss(MeanSquaredError)]
    internal sealed partial class Large;

    [Layer(2, 4096, Softmax), Loss(MeanSquaredError), Network(Precision = Precision.Double)]
    internal sealed partial class ManyOutputs;

    [Theory]
    [InlineData(typeof(Wide))]
    [InlineData(typeof(WideDouble))]
    [InlineData(typeof(ManyOutputs))]
    public void A_wide_network_runs_on_a_stack_of_256_KiB_and_agrees_with_the_reference(Type type)
    {
        var network = NetworkUnderTest.Of(type);
        Point point = Point.Random(network, samples: 3, seed: 1);
        double tolerance = network.IsDouble ? 1e-11 : 2e-5;
        var reference = ReferenceNetwork.Of(type, point.Parameters);
        var (gradient, inputGradients) = reference.LossGradient(point.Inputs, point.Targets);

        double[] outputs = [];
        Gradients loss = null!, backward = null!;
        OnSmallStack(() =>
        {
            outputs = network.ForwardBatch(point.Parameters, point.FlatInputs);
            Assert.Equal(outputs[..network.OutputSize], network.Forward(point.Parameters, point.Inputs[0]));
            loss = network.LossAndGradient(point.Parameters, point.FlatInputs, point.FlatTargets);
            Close.Assert(loss.Loss, network.Loss(point.Parameters, point.FlatInputs, point.FlatTargets), tolerance);

            backward = network.BackwardBatch(point.Parameters, point.FlatInputs, point.FlatTargets);
            network.Backward(point.Parameters, point.Inputs[0], point.Targets[0]);
            double[] trace = network.ForwardTrace(point.Parameters, point.Inputs[0]);
            network.BackwardTrace(point.Parameters, point.Inputs[0], trace, point.Targets[0]);
        });

        Close.Assert([.. point.Inputs.SelectMany(reference.Forward)], outputs, tolerance);
        Close.Assert(gradient, loss.Parameters, tolerance);
        Close.Assert([.. inputGradients.SelectMany(g => g)], loss.Inputs, tolerance);
        var samples = point.Inputs.Zip(point.Targets, reference.Backward).ToArray();
        Close.Assert([.. samples.SelectMany(s => s.InputGradient)], backward.Inputs, tolerance);
        Close.Assert([.. gradient.Select((_, i) => samples.Sum(s => s.Gradient[i]))], backward.Parameters, tolerance);
    }

    [Fact]
    public void The_largest_network_and_a_large_batch_run_on_a_stack_of_256_KiB()
    {
        var net = new Large(seed: 1);
        float[] x = new float[70 * Large.InputSize], y = new float[70 * Large.OutputSize], gradient = new float[Large.ParameterCount];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (i % 17 / 17f) - 0.5f;
        }

        OnSmallStack(() =>
        {
            net.ForwardBatch(x, y);
            net.LossAndGradient(x, y, gradient);
        });
        Assert.All(gradient, g => Assert.Equal(0, g));
        Assert.All(y, v => Assert.True(float.IsFinite(v)));
    }

    private static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            Assert.Fail($"{failure}");
        }
    }
}
