namespace MlpGen.Tests.Reproducible;

/// <summary>A cross entropy over more classes than are kept at a time.</summary>
public sealed class ManyClassesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Its_loss_and_gradient_are_those_of_the_formula(int samples)
    {
        var net = new ManyClassesInOrder(seed: 2);
        var random = new Random(3);
        double[] inputs = [.. Enumerable.Range(0, samples * 5).Select(_ => 2 * random.NextDouble() - 1)];
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => random.Next(300))];
        double[] gradient = new double[ManyClassesInOrder.ParameterCount], y = new double[300];
        double loss = net.LossAndGradient(inputs, labels, gradient), expected = 0;
        double[] expectedGradient = new double[gradient.Length];
        for (int s = 0; s < samples; s++)
        {
            net.Forward(inputs.AsSpan(5 * s, 5), y);
            expected -= Math.Log(y[labels[s]]) / samples;
            for (int j = 0; j < 300; j++)
            {
                double dz = (y[j] - (j == labels[s] ? 1 : 0)) / samples;
                expectedGradient[1500 + j] += dz;
                for (int i = 0; i < 5; i++)
                {
                    expectedGradient[i * 300 + j] += inputs[5 * s + i] * dz;
                }
            }
        }

        Assert.Equal(expected, loss, 1e-12);
        Assert.Equal(loss, net.Loss(inputs, labels), 1e-15);
        for (int k = 0; k < gradient.Length; k++)
        {
            Assert.Equal(expectedGradient[k], gradient[k], 1e-14);
        }

        double[] targets = new double[samples * 300], byTargets = new double[gradient.Length];
        for (int s = 0; s < samples; s++)
        {
            targets[300 * s + labels[s]] = 1;
        }

        Assert.Equal(loss, net.LossAndGradient(inputs, targets, byTargets), 1e-12);
        for (int k = 0; k < gradient.Length; k++)
        {
            Assert.Equal(gradient[k], byTargets[k], 1e-15);
        }
    }
}
