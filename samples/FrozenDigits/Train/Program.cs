using System.Globalization;
using MlpGen;
using MlpGen.Weights;
using static MlpGen.Activation;

namespace FrozenDigits.Train;

/// <summary>The network that is trained: the layers of the frozen one, and a loss.</summary>
[Layer(Drawing.Pixels, 24, Relu)]
[Layer(24, 10, Softmax)]
[Loss(LossFunction.CrossEntropy)]
internal sealed partial class Digits;

/// <summary>Trains on drawings that it makes as it goes, and writes the weights for the frozen network, with golden examples.</summary>
internal static class Program
{
    private const int Batch = 64;
    private const int Steps = 60_000;

    private static int Main(string[] arguments)
    {
        if (arguments is not [string path])
        {
            Console.Error.WriteLine("Usage: FrozenDigits.Train digits.weights.json");
            return 2;
        }

        var random = new Random(1);
        var net = new Digits(seed: 1);
        float[] inputs = new float[Batch * Drawing.Pixels], gradient = new float[Digits.ParameterCount];
        int[] labels = new int[Batch];
        float rate = 0.5f;
        for (int step = 1; step <= Steps; step++)
        {
            Fill(inputs, labels, random);
            Array.Clear(gradient);
            float loss = net.LossAndGradient(inputs, labels, gradient);
            for (int k = 0; k < gradient.Length; k++)
            {
                net.Parameters[k] -= rate * gradient[k];
            }

            rate *= 0.99995f;
            if (step % 10_000 == 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step,5}: loss {loss:F4}"));
            }
        }

        Fill(inputs, labels, random);
        WeightsJson.Save(net, path, golden: inputs.AsSpan(0, 3 * Drawing.Pixels));
        Console.WriteLine($"Wrote {path}.");
        return 0;
    }

    private static void Fill(float[] inputs, int[] labels, Random random)
    {
        for (int s = 0; s < labels.Length; s++)
        {
            labels[s] = random.Next(10);
            Drawing.Draw(labels[s], random, inputs.AsSpan(s * Drawing.Pixels, Drawing.Pixels));
        }
    }
}
