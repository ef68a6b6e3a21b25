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
            Close.Assert(outputs[..network.OutputSize], network.Forward(point.Parameters, point.Inputs[0]), tolerance);
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
    public void The_largest_network_runs_on_a_stack_of_256_KiB()
    {
        float[] parameters = new Large(seed: 1).Parameters.ToArray(), gradient = new float[Large.ParameterCount];
        float[] x = [.. Enumerable.Range(0, 2 * Large.InputSize).Select(i => (i % 17 / 17f) - 0.5f)], y = new float[2 * Large.OutputSize];
        OnSmallStack(() =>
        {
            Large.ForwardBatch(parameters, x, y);
            Assert.Equal(0, Large.LossAndGradient(parameters, x, y, gradient));
        });
        Assert.True(gradient.AsSpan().IndexOfAnyExcept(0f) < 0, "Where y = t, the gradient is zero.");
        Assert.All(y, v => Assert.True(float.IsFinite(v) && v != 0));
    }

    [Theory]
    [InlineData(typeof(Wide), 66)]
    [InlineData(typeof(TinyNet), 100_000)]
    [InlineData(typeof(SoftmaxClassifier), 1_000)]
    public void The_stack_does_not_grow_with_the_batch(Type type, int samples)
    {
        var network = NetworkUnderTest.Of(type);
        double[] parameters = network.Initialize(1), x = new double[samples * network.InputSize], t = new double[samples * network.OutputSize];
        OnSmallStack(() =>
        {
            network.ForwardBatch(parameters, x);
            network.BackwardBatch(parameters, x, t);
            network.LossAndGradient(parameters, x, t);
        });
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
