using MlpGen.Tests.Reference;

namespace MlpGen.Tests.Networks;

/// <summary>Parameters and samples to evaluate a network at, all of them float values.</summary>
internal sealed record Point(double[] Parameters, double[][] Inputs, double[][] Targets, int[] Labels)
{
    public double[] FlatInputs => [.. Inputs.SelectMany(x => x)];

    public double[] FlatTargets => [.. Targets.SelectMany(t => t)];

    /// <summary>A random point that is far enough from all kinks for central differences.</summary>
    public static Point AwayFromKinks(NetworkUnderTest network, int samples)
    {
        double distance = network.IsDouble ? 1e-3 : 0.05;
        for (int seed = 0; seed < 2_000; seed++)
        {
            Point point = Random(network, samples, seed);
            if (ReferenceNetwork.Of(network.Type, point.Parameters).KinkDistance(point.Inputs, point.Targets) > distance)
            {
                return point;
            }
        }

        throw new InvalidOperationException($"No point away from kinks found for {network}.");
    }

    public static Point Random(NetworkUnderTest network, int samples, int seed)
    {
        var random = new Random(seed);
        double[] parameters = new double[network.ParameterCount];
        foreach (LayerInfo layer in network.Layers)
        {
            double scale = 1.5 / Math.Sqrt(layer.Inputs);
            for (int i = 0; i < layer.WeightCount; i++)
            {
                parameters[layer.WeightOffset + i] = Draw(scale);
            }

            for (int j = 0; layer.HasBias && j < layer.Outputs; j++)
            {
                parameters[layer.BiasOffset + j] = Draw(0.5);
            }
        }

        bool isCrossEntropy = network.Type.GetCustomAttributes(typeof(LossAttribute), false)
            is [LossAttribute { Function: LossFunction.CrossEntropy or LossFunction.BinaryCrossEntropy }];
        double[][] inputs = [.. Rows(network.InputSize, () => Draw(2))];
        double[][] targets = [.. Rows(network.OutputSize, () => isCrossEntropy ? Math.Abs(Draw(1)) : Draw(2))];
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => random.Next(network.OutputSize))];
        return new Point(parameters, inputs, targets, labels);

        double Draw(double scale) => (float)(scale * ((2 * random.NextDouble()) - 1));
        IEnumerable<double[]> Rows(int width, Func<double> draw) =>
            Enumerable.Range(0, samples).Select(_ => Enumerable.Range(0, width).Select(_ => draw()).ToArray());
    }

    /// <summary>The labels as targets of zeros and ones.</summary>
    public double[][] OneHot(int classes) =>
        [.. Labels.Select(label => Enumerable.Range(0, classes).Select(j => j == label ? 1.0 : 0).ToArray())];
}
