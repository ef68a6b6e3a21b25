using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MlpGen.Onnx.Tests;

/// <summary>What ONNX Runtime makes of a model: the judge of everything here.</summary>
internal static class Reference
{
    /// <summary>The outputs for rows of inputs, one row at a time if the model's batch is fixed to one.</summary>
    public static double[][] Run(byte[] model, double[][] rows, string? output = null, int[]? sampleShape = null)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, IntraOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        return [.. rows.Select(row => Run(session, row, output ?? session.OutputNames[0], sampleShape))];
    }

    /// <summary>The outputs of a file, whose tensors may lie beside it.</summary>
    public static double[][] RunFile(string path, double[][] rows, string? output = null)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, IntraOpNumThreads = 1 };
        using var session = new InferenceSession(path, options);
        return [.. rows.Select(row => Run(session, row, output ?? session.OutputNames[0], null))];
    }

    /// <summary>Holds what was read against ONNX Runtime, over random inputs, to 1e-6 of the largest output.</summary>
    public static void Compare(DenseNetwork network, byte[] model, string? output = null, int seed = 1, double tolerance = 1e-6)
    {
        double[][] rows = Rows(network.InputSize, 12, seed);
        Compare(network, rows, Run(model, rows, output), tolerance);
    }

    /// <summary>Holds the outputs of a network against others.</summary>
    public static void Compare(DenseNetwork network, double[][] rows, double[][] expected, double tolerance = 1e-6)
    {
        double scale = Math.Max(1, expected.Max(row => row.Max(Math.Abs)));
        for (int s = 0; s < rows.Length; s++)
        {
            double[] actual = network.Forward(rows[s]);
            Assert.Equal(expected[s].Length, actual.Length);
            for (int j = 0; j < actual.Length; j++)
            {
                Assert.True(
                    Math.Abs(actual[j] - expected[s][j]) <= tolerance * scale,
                    $"sample {s}, output {j}: expected {expected[s][j]:G9}, found {actual[j]:G9}");
            }
        }
    }

    /// <summary>Inputs that reach both sides of every bend.</summary>
    public static double[][] Rows(int width, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(s => Enumerable.Range(0, width).Select(_ => (double)(float)((random.NextDouble() - 0.5) * (s % 3 == 0 ? 8 : 2))).ToArray())];
    }

    private static double[] Run(InferenceSession session, double[] row, string output, int[]? sampleShape)
    {
        (string name, NodeMetadata metadata) = session.InputMetadata.First();
        int[] dimensions = metadata.Dimensions;
        int[] shape = sampleShape ?? (dimensions.Length <= 1 ? [row.Length]
            : dimensions.Length == 2 ? [1, row.Length] : [1, .. dimensions[1..]]);
        NamedOnnxValue input = metadata.ElementType == typeof(double)
            ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(row, shape))
            : metadata.ElementType == typeof(Float16)
                ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<Float16>(Array.ConvertAll(row, x => (Float16)(float)x), shape))
                : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(Array.ConvertAll(row, x => (float)x), shape));
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([input], [output]);
        return results[0].Value switch
        {
            Tensor<float> floats => [.. floats.Select(x => (double)x)],
            Tensor<double> doubles => [.. doubles],
            Tensor<Float16> halves => [.. halves.Select(x => (double)(float)x)],
            var other => throw new NotSupportedException($"{other}"),
        };
    }
}
