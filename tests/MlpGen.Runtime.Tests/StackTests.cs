using MlpGen.Tests.Contract;
using MlpGen.Tests.Networks;
using MlpGen.Tests.Reference;

namespace MlpGen.Tests;

/// <summary>The widest and the deepest networks run on a small stack, and run right.</summary>
public class StackTests
{
    [Theory]
    [InlineData(typeof(Wide))]
    [InlineData(typeof(WideDouble))]
    [InlineData(typeof(ManyOutputs))]
    [InlineData(typeof(ManyClasses))]
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

    [Fact]
    public void No_member_takes_more_than_128_KiB_of_stack()
    {
        AssertStack(Members.OfTrainable<Wide, float>().Concat(Members.OfClassifier<Wide, float>()), value => (float)value);
        AssertStack(Members.OfTrainable<WideDouble, double>(), value => value);
        AssertStack(Members.OfTrainable<ManyOutputs, double>(), value => value);
        AssertStack(Members.OfTrainable<ManyClasses, double>().Concat(Members.OfClassifier<ManyClasses, double>()), value => value);

        static void AssertStack<T>(IEnumerable<Member<T>> members, Func<double, T> convert)
        {
            foreach (Member<T> member in members)
            {
                Spans<T> spans = member.Fill(convert);
                int bytes = StackUse.Of(() => member.Call(spans));
                Assert.True(bytes <= 128 * 1024, $"{member} takes {bytes} bytes of stack.");
            }
        }
    }

    [Theory]
    [InlineData(typeof(Wide), 20)]
    [InlineData(typeof(TinyNet), 10_000)]
    [InlineData(typeof(SoftmaxClassifier), 1_000)]
    public void The_stack_does_not_grow_with_the_batch(Type type, int samples)
    {
        var network = NetworkUnderTest.Of(type);
        double[] parameters = network.Initialize(1);
        double[] x = new double[samples * network.InputSize], t = new double[samples * network.OutputSize];
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
