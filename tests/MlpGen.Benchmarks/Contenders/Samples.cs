using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>Inputs, targets and output gradients: the same numbers for every contender.</summary>
internal static class Samples
{
    /// <summary>Rows of inputs, uniform in −1 … 1.</summary>
    public static float[] Inputs(Candidate network, int samples) => Uniform(1, samples * network.InputSize);

    /// <summary>A row of ∂L/∂y, uniform in −1 … 1.</summary>
    public static float[] OutputGradient(Candidate network) => Uniform(2, network.OutputSize);

    /// <summary>Rows of targets; each with a single one where the loss is a cross entropy.</summary>
    public static float[] Targets(Candidate network, int samples)
    {
        float[] targets = Uniform(3, samples * network.OutputSize);
        if (network.Loss == LossFunction.CrossEntropy)
        {
            Array.Clear(targets);
            for (int n = 0; n < samples; n++)
            {
                targets[n * network.OutputSize + n * 7 % network.OutputSize] = 1;
            }
        }

        return targets;
    }

    /// <summary>The parameters that all contenders start from.</summary>
    public static float[] Parameters(Candidate network) => network.Generated(network, 1).CopyParameters();

    private static float[] Uniform(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
    }
}
