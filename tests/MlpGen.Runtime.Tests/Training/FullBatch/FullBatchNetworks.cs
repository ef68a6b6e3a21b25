using MlpGen.Training;
using static MlpGen.Activation;

namespace MlpGen.Tests.Training.FullBatch;

[Layer(1, 8, Tanh), Layer(8, 1), Loss(LossFunction.MeanSquaredError), Network(Precision = Precision.Double)]
internal sealed partial class Curve8;

[Layer(1, 8, Tanh), Layer(8, 1), Loss(LossFunction.MeanSquaredError)]
internal sealed partial class CurveInFloat;

[Layer(2, 5, Tanh), Layer(5, 3), Loss(LossFunction.CrossEntropy)]
internal sealed partial class ThreeClouds;

[Layer(1, 1), Loss(LossFunction.HalfSquaredError), Network(Precision = Precision.Double)]
internal sealed partial class Straight;

/// <summary>Data that several tests learn from.</summary>
internal static class FullBatchData
{
    /// <summary>y = x³ + 2x² on [−2, 2].</summary>
    public static DataSet<double> Cubic(int samples = 41)
    {
        double[] x = [.. Enumerable.Range(0, samples).Select(i => -2 + 4.0 * i / (samples - 1))];
        return new DataSet<double>(x, Array.ConvertAll(x, at => at * at * at + 2 * at * at), samples);
    }

    /// <summary>The same as floats.</summary>
    public static DataSet<float> CubicInFloat(int samples = 41)
    {
        DataSet<double> cubic = Cubic(samples);
        return new DataSet<float>(Array.ConvertAll(cubic.Inputs.ToArray(), x => (float)x), Array.ConvertAll(cubic.Targets.ToArray(), y => (float)y), samples);
    }

    /// <summary>A sine with noise.</summary>
    public static DataSet<double> NoisySine(int samples, int seed)
    {
        var random = new Random(seed);
        double[] x = [.. Enumerable.Range(0, samples).Select(_ => 4 * random.NextDouble() - 2)];
        return new DataSet<double>(x, Array.ConvertAll(x, at => Math.Sin(2 * at) + 0.6 * (random.NextDouble() - 0.5)), samples);
    }

    /// <summary>Three clouds of points, which overlap.</summary>
    public static DataSet<float> Clouds(int samples, int seed)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => random.Next(3))];
        float[] inputs = [.. labels.SelectMany(label => new[] { (float)(label + 1.5 * random.NextDouble()), (float)(label % 2 + random.NextDouble()) })];
        return new DataSet<float>(inputs, labels);
    }
}
