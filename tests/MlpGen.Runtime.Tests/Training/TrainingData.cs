using MlpGen.Tests.Networks;
using MlpGen.Training;

namespace MlpGen.Tests.Training;

/// <summary>Small sets and runs that several tests share.</summary>
internal static class TrainingData
{
    /// <summary>Three clouds in four dimensions, with labels.</summary>
    public static DataSet<float> Clouds(int samples, int seed = 1)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => random.Next(3))];
        float[] inputs = [.. labels.SelectMany(label => Enumerable.Range(0, 4).Select(i => (float)(random.NextDouble() + (i == label ? 1 : 0))))];
        return new DataSet<float>(inputs, labels);
    }

    /// <summary>Two numbers, and two functions of them.</summary>
    public static DataSet<float> Curves(int samples, int seed = 1)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, 2 * samples).Select(_ => (float)(2 * random.NextDouble() - 1))];
        float[] targets = [.. inputs.Chunk(2).SelectMany(x => new[] { MathF.Abs(x[0]), Math.Max(0, x[0] + x[1]) })];
        return new DataSet<float>(inputs, targets, samples);
    }

    public static float[] ParametersOf<TNetwork>(Trainer<TNetwork, float> trainer)
        where TNetwork : ITrainableNetwork<TNetwork, float> => trainer.Network.Parameters.ToArray();

    public static TinyNet NewTiny() => new(seed: 6);
}
