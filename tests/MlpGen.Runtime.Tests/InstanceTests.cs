using MlpGen.Tests.Networks;

namespace MlpGen.Tests;

/// <summary>A network as an object that owns its parameters.</summary>
public class InstanceTests
{
    private static readonly float[] s_x = [0.1f, -0.2f, 0.3f, 0.4f, 0.5f, 0.6f, -0.7f, 0.8f];

    [Fact]
    public void It_takes_a_copy_of_the_parameters_it_is_given()
    {
        float[] parameters = [.. Enumerable.Range(0, TinyNet.ParameterCount).Select(i => (float)i)];
        var net = new TinyNet(parameters);
        Assert.Equal(parameters, net.Parameters.ToArray());
        parameters[0] = 100;
        Assert.Equal(0, net.Parameters[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(18)]
    public void It_refuses_parameters_of_another_length(int length)
    {
        var exception = Assert.Throws<ArgumentException>("parameters", () => new TinyNet(new float[length]));
        Assert.Equal(
            $"Expected parameters to have length 17 (ParameterCount), but it has length {length}. (Parameter 'parameters')",
            exception.Message);
    }

    [Fact]
    public void Its_weights_and_biases_are_views_of_its_parameters()
    {
        var net = new TinyNet();
        Assert.Equal((6, 3, 6, 2), (net.W1.Length, net.B1.Length, net.W2.Length, net.B2.Length));
        net.W1.Fill(1);
        net.B1.Fill(2);
        net.W2.Fill(3);
        net.B2.Fill(4);
        Assert.Equal([1f, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4], net.Parameters.ToArray());
        net.Parameters[16] = 5;
        Assert.Equal(5, net.B2[1]);
    }

    [Fact]
    public void Its_forward_members_are_the_static_ones()
    {
        var net = new SoftmaxClassifier(seed: 1);
        float[] expected = new float[3], actual = new float[3];
        SoftmaxClassifier.Forward(net.Parameters, s_x.AsSpan(0, 4), expected);
        net.Forward(s_x.AsSpan(0, 4), actual);
        Assert.Equal(expected, actual);

        expected = new float[6];
        actual = new float[6];
        SoftmaxClassifier.ForwardBatch(net.Parameters, s_x, expected);
        net.ForwardBatch(s_x, actual);
        Assert.Equal(expected, actual);

        expected = new float[SoftmaxClassifier.TraceSize];
        actual = new float[SoftmaxClassifier.TraceSize];
        SoftmaxClassifier.ForwardTrace(net.Parameters, s_x.AsSpan(0, 4), expected);
        net.ForwardTrace(s_x.AsSpan(0, 4), actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Its_backward_members_are_the_static_ones()
    {
        var net = new SoftmaxClassifier(seed: 1);
        float[] dy = [1, -2, 3, 4, -5, 6], trace = new float[SoftmaxClassifier.TraceSize];
        net.ForwardTrace(s_x.AsSpan(0, 4), trace);

        AssertSame(
            g => SoftmaxClassifier.Backward(net.Parameters, s_x.AsSpan(0, 4), dy.AsSpan(0, 3), g),
            g => net.Backward(s_x.AsSpan(0, 4), dy.AsSpan(0, 3), g));
        AssertSame(
            g => SoftmaxClassifier.BackwardTrace(net.Parameters, s_x.AsSpan(0, 4), trace, dy.AsSpan(0, 3), g),
            g => net.BackwardTrace(s_x.AsSpan(0, 4), trace, dy.AsSpan(0, 3), g));
        AssertSame(
            g => SoftmaxClassifier.BackwardBatch(net.Parameters, s_x, dy, g),
            g => net.BackwardBatch(s_x, dy, g));
    }

    [Fact]
    public void Its_loss_members_are_the_static_ones()
    {
        var net = new SoftmaxClassifier(seed: 1);
        float[] t = [0, 1, 0, 0.5f, 0.25f, 0.25f];
        int[] labels = [1, 0];
        var key = new DropoutKey(1, 2);

        Assert.Equal(SoftmaxClassifier.Loss(net.Parameters, s_x, t), net.Loss(s_x, t));
        Assert.Equal(SoftmaxClassifier.Loss(net.Parameters, s_x, labels), net.Loss(s_x, labels));
        AssertSame(
            g => SoftmaxClassifier.LossAndGradient(net.Parameters, s_x, t, g), g => net.LossAndGradient(s_x, t, g));
        AssertSame(
            g => SoftmaxClassifier.LossAndGradient(net.Parameters, s_x, labels, g), g => net.LossAndGradient(s_x, labels, g));
        AssertSame(
            g => SoftmaxClassifier.TrainingLossAndGradient(net.Parameters, s_x, t, key, g),
            g => net.TrainingLossAndGradient(s_x, t, key, g));
        AssertSame(
            g => SoftmaxClassifier.TrainingLossAndGradient(net.Parameters, s_x, labels, key, g),
            g => net.TrainingLossAndGradient(s_x, labels, key, g));
    }

    [Fact]
    public void Its_members_check_lengths_too()
    {
        var net = new TinyNet();
        Assert.Throws<ArgumentException>("input", () => net.Forward(new float[3], new float[2]));
        Assert.Throws<ArgumentException>("output", () => net.Forward(new float[2], new float[1]));
        Assert.Throws<ArgumentException>("trace", () => net.ForwardTrace(new float[2], new float[9]));
        Assert.Throws<ArgumentException>("gradient", () => net.Backward(new float[2], new float[2], new float[16]));
        Assert.Throws<ArgumentException>("targets", () => net.Loss(new float[4], new float[3]));
    }

    [Fact]
    public void Two_threads_may_use_one_at_once()
    {
        var net = new SoftmaxClassifier(seed: 1);
        Parallel.For(0, 2, thread =>
        {
            float[] x = [.. s_x.Select(v => v + thread)], expected = new float[6], actual = new float[6];
            float[] gradient = new float[SoftmaxClassifier.ParameterCount], expectedGradient = new float[SoftmaxClassifier.ParameterCount];
            new SoftmaxClassifier(net.Parameters).ForwardBatch(x, expected);
            new SoftmaxClassifier(net.Parameters).LossAndGradient(x, [thread, 2], expectedGradient);
            for (int i = 0; i < 2_000; i++)
            {
                net.ForwardBatch(x, actual);
                Assert.Equal(expected, actual);
                Array.Clear(gradient);
                net.LossAndGradient(x, [thread, 2], gradient);
                Assert.Equal(expectedGradient, gradient);
            }
        });
    }

    [Fact]
    public void Its_members_do_not_allocate()
    {
        var net = new SoftmaxClassifier(seed: 1);
        float[] y = new float[3], gradient = new float[SoftmaxClassifier.ParameterCount];
        int[] labels = [1, 0];
        Assert.Equal(0, Allocation.Of(Use));

        void Use()
        {
            net.Initialize(1);
            net.Forward(s_x.AsSpan(0, 4), y);
            net.Backward(s_x.AsSpan(0, 4), y, gradient);
            net.LossAndGradient(s_x, labels, gradient);
            net.W1[0] += SoftmaxClassifier.Layers[0].Inputs + net.Parameters[0];
        }
    }

    private delegate void Differentiate(Span<float> gradient);

    private static void AssertSame(Differentiate expected, Differentiate actual)
    {
        float[] first = Enumerable.Repeat(0.5f, SoftmaxClassifier.ParameterCount).ToArray(), second = [.. first];
        expected(first);
        actual(second);
        Assert.Equal(first, second);
        Assert.NotEqual(0.5f, first[^1]);
    }
}
