using System.Numerics;

namespace MlpGen.Tests.Reproducible;

/// <summary>Bits of reproducible networks against loops that take every sum in the order that docs/reproducible.md states: for activations that take
/// no function of their own, the whole gradient can be had so.</summary>
public sealed class OneOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100)]
    public void A_narrow_network_has_the_bits_of_plain_loops_in_the_stated_order(int samples) => Same<NarrowInOrder>(samples, tile: 64);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(65)]
    public void A_wide_network_has_the_bits_of_plain_loops_in_the_stated_order(int samples) => Same<WideInOrder>(samples, tile: 32);

    /// <param name="samples">Those of the batch.</param>
    /// <param name="tile">How many of them fit the stack together: the header of the generated file says it.</param>
    private static void Same<TNet>(int samples, int tile)
        where TNet : class, ITrainableNetwork<TNet, float>
    {
        float[] parameters = new float[TNet.ParameterCount];
        TNet.Initialize(parameters, seed: 3);
        var random = new Random(5);
        foreach (LayerInfo layer in TNet.Layers)
        {
            for (int j = 0; layer.HasBias && j < layer.Outputs; j++)
            {
                parameters[layer.BiasOffset + j] = random.NextSingle() - 0.5f;
            }
        }

        float[] inputs = Numbers(random, samples * TNet.InputSize), dy = Numbers(random, samples * TNet.OutputSize);
        float[] outputs = new float[samples * TNet.OutputSize], gradient = Numbers(random, parameters.Length), inputGradients = new float[inputs.Length];
        float[] expectedGradient = [.. gradient];
        TNet.ForwardBatch(parameters, inputs, outputs);
        TNet.BackwardBatch(parameters, inputs, dy, gradient, inputGradients);

        var loops = new LoopsInOrder(TNet.Layers.ToArray(), parameters, tile);
        (float[] expectedOutputs, float[] expectedInputGradients) = loops.Run(inputs, dy, samples, expectedGradient);
        Assert.Equal(Bits(expectedOutputs), Bits(outputs));
        Assert.Equal(Bits(expectedInputGradients), Bits(inputGradients));
        Assert.Equal(Bits(expectedGradient), Bits(gradient));
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    private static int[] Bits(float[] numbers) => [.. numbers.Select(BitConverter.SingleToInt32Bits)];
}

/// <summary>Forward and backward of a batch in plain loops: no vector, no function of the library.</summary>
internal sealed class LoopsInOrder(LayerInfo[] layers, float[] parameters, int tile)
{
    private const int Lanes = 16, Part = 128;

    /// <summary>The outputs and ∂L/∂x; ∂L/∂parameters is added to <paramref name="gradient"/>.</summary>
    public (float[] Outputs, float[] InputGradients) Run(float[] inputs, float[] dy, int samples, float[] gradient)
    {
        List<float> outputs = [], inputGradients = [];
        int width = layers[0].Inputs, results = layers[^1].Outputs;
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first);
            float[][] x = Rows(inputs, first, n, width), d = Rows(dy, first, n, results);
            List<float[][]> z = [], a = [x];
            foreach (LayerInfo layer in layers)
            {
                z.Add([.. a[^1].Select(row => Sums(layer, row))]);
                a.Add([.. z[^1].Select(row => row.Select(value => Value(layer.Activation, value)).ToArray())]);
            }

            outputs.AddRange(a[^1].SelectMany(row => row));
            for (int k = layers.Length - 1; k >= 0; k--)
            {
                float[][] dz = [.. d.Select((row, s) => row.Select((value, j) => value * Slope(layers[k].Activation, z[k][s][j])).ToArray())];
                AddGradient(layers[k], a[k], dz, gradient);
                d = [.. dz.Select(row => Back(layers[k], row))];
            }

            inputGradients.AddRange(d.SelectMany(row => row));
        }

        return ([.. outputs], [.. inputGradients]);
    }

    private float[] Sums(LayerInfo layer, float[] x) => [.. Enumerable.Range(0, layer.Outputs).Select(j =>
    {
        if (layer.Outputs == 1)
        {
            float[] lanes = new float[Lanes];
            Array.Fill(lanes, -0f);
            for (int i = 0; i < x.Length; i++)
            {
                lanes[i % Lanes] += x[i] * parameters[layer.WeightOffset + i];
            }

            for (int half = Lanes / 2; half > 0; half /= 2)
            {
                lanes = [.. Enumerable.Range(0, half).Select(k => lanes[k] + lanes[k + half])];
            }

            return layer.HasBias ? lanes[0] + parameters[layer.BiasOffset] : lanes[0];
        }

        float sum = layer.HasBias ? parameters[layer.BiasOffset + j] : -0f;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * parameters[layer.WeightOffset + i * layer.Outputs + j];
        }

        return sum;
    })];

    private float[] Back(LayerInfo layer, float[] dz) => [.. Enumerable.Range(0, layer.Inputs).Select(i =>
    {
        float total = 0;
        for (int first = 0; first < dz.Length; first += Part)
        {
            float sum = -0f;
            for (int j = first; j < Math.Min(first + Part, dz.Length); j++)
            {
                sum += dz[j] * parameters[layer.WeightOffset + i * layer.Outputs + j];
            }

            total = first == 0 ? sum : total + sum;
        }

        return total;
    })];

    private static void AddGradient(LayerInfo layer, float[][] a, float[][] dz, float[] gradient)
    {
        for (int j = 0; j < layer.Outputs; j++)
        {
            for (int i = 0; i < layer.Inputs; i++)
            {
                float sum = -0f;
                for (int s = 0; s < a.Length; s++)
                {
                    sum += a[s][i] * dz[s][j];
                }

                gradient[layer.WeightOffset + i * layer.Outputs + j] += sum;
            }

            if (layer.HasBias)
            {
                gradient[layer.BiasOffset + j] += layer.Outputs < 4 ? dz.Aggregate(-0f, (sum, row) => sum + row[j]) : InFours(dz, j);
            }
        }
    }

    /// <summary>Four sums of the samples by turns; those that are left over go to the first.</summary>
    private static float InFours(float[][] dz, int j)
    {
        float[] sums = [-0f, -0f, -0f, -0f];
        int whole = dz.Length / 4 * 4;
        for (int s = 0; s < dz.Length; s++)
        {
            sums[s < whole ? s % 4 : 0] += dz[s][j];
        }

        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }

    private static float Value(Activation activation, float z) => activation switch
    {
        Activation.Identity => z,
        Activation.Relu => z < 0 ? 0 : z,
        Activation.LeakyRelu => z > 0 ? z : 0.01f * z,
        Activation.HardTanh => z > 1 ? 1 : z < -1 ? -1 : z,
        _ => throw new NotSupportedException(),
    };

    private static float Slope(Activation activation, float z) => activation switch
    {
        Activation.Identity => 1,
        Activation.Relu => z <= 0 ? 0 : 1,
        Activation.LeakyRelu => z > 0 ? 1 : 0.01f,
        Activation.HardTanh => z is > -1 and < 1 ? 1 : 0,
        _ => throw new NotSupportedException(),
    };

    private static float[][] Rows(float[] numbers, int first, int count, int width) =>
        [.. Enumerable.Range(first, count).Select(row => numbers[(row * width)..((row + 1) * width)])];
}
