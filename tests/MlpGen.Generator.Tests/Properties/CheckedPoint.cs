using System.Numerics;
using System.Reflection;
using MlpGen.Numerics;
using MlpGen.Tests.Reference;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>Where a network is compared with the reference: parameters, samples, and what the reference makes of them.</summary>
/// <remarks>All numbers are float values, so that no precision rounds them.</remarks>
internal sealed class CheckedPoint<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Random _random;
    private readonly LossAttribute? _loss;
    private readonly double[] _dropout;

    /// <param name="declaration">The class with the attributes.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="share">The share of the usual numbers of samples, for slow hardware.</param>
    public CheckedPoint(Type declaration, int seed, int share = 1)
    {
        _random = new Random(seed);
        _loss = declaration.GetCustomAttribute<LossAttribute>();
        _dropout = [.. declaration.GetCustomAttributes<LayerAttribute>().Select(layer => layer.Dropout)];
        ReferenceLayer[] layers = ReferenceLayer.Of(declaration);
        double[] parameters = DrawParameters(layers);
        Parameters = To(parameters);
        Reference = new RoundedNetwork(layers, _loss, parameters, Unit);
        Batches = [.. NumbersOfSamples(parameters.Length).Where((_, i) => i % share == 0)];

        int samples = Batches[^1], outputs = layers[^1].Outputs;
        Inputs = Rows(layers[0].Inputs, () => Draw(1.5));
        Targets = Rows(outputs, () => IsOfProbabilities ? Math.Abs(Draw(1)) : Draw(2));
        OutputGradients = Rows(outputs, () => Draw(1));
        Labels = [.. Enumerable.Range(0, samples).Select(_ => _random.Next(outputs))];
        Passes = Array.ConvertAll(Inputs, x => Reference.Forward(x));

        double[][] Rows(int width, Func<double> draw) =>
            [.. Enumerable.Range(0, samples).Select(_ => Enumerable.Range(0, width).Select(_ => draw()).ToArray())];
    }

    /// <summary>Half the distance from 1 to the next number.</summary>
    public static double Unit { get; } = typeof(T) == typeof(double) ? Math.Pow(2, -53) : Math.Pow(2, -24);

    public RoundedNetwork Reference { get; }

    /// <summary>The numbers of samples to try, ascending: around the edges of vectors and tiles.</summary>
    public int[] Batches { get; }

    public T[] Parameters { get; }

    public double[][] Inputs { get; }

    public double[][] Targets { get; }

    public double[][] OutputGradients { get; }

    public int[] Labels { get; }

    /// <summary>The reference's forward pass of each sample.</summary>
    public RoundedPass[] Passes { get; }

    /// <summary>The first rows, flat.</summary>
    public static T[] Flat(double[][] rows, int samples) => To([.. rows.Take(samples).SelectMany(row => row)]);

    public double[] OneHot(int sample)
    {
        double[] target = new double[Reference.Layers[^1].Outputs];
        target[Labels[sample]] = 1;
        return target;
    }

    /// <summary>The forward pass of a sample with the masks that the key names, drawn by the runtime; DropoutTests are about those.</summary>
    public RoundedPass TrainingPass(int sample, DropoutKey key)
    {
        double[]?[] masks = [.. Reference.Layers.Select((layer, l) => Mask(layer.Outputs, l))];
        return masks.All(mask => mask is null) ? Passes[sample] : Reference.Forward(Inputs[sample], masks);

        double[]? Mask(int units, int l)
        {
            if (_dropout[l] == 0)
            {
                return null;
            }

            double[] mask = new double[units];
            Array.Fill(mask, 1);
            DropoutMask.Apply<double>(mask, mask, units, _dropout[l], key with { FirstSample = key.FirstSample + sample }, l + 1);
            return mask;
        }
    }

    /// <summary>What a gradient held before: numbers of the size of what will be added, for others would hide it or hide from it.</summary>
    public double[] DrawBefore(RoundedSum sum, double scale)
    {
        double[] before = new double[sum.Values.Length];
        for (int l = 0; l < Reference.Layers.Length; l++)
        {
            Range block = Reference.WeightOffsets[l]..Reference.WeightOffsets[l + 1];
            double size = 0;
            foreach (double v in sum.Values.AsSpan(block))
            {
                size = Math.Max(size, Math.Abs(scale * v));
            }

            foreach (ref double b in before.AsSpan(block))
            {
                b = Draw(Math.Max(size, 1e-30) / 4);
            }
        }

        return before;
    }

    public int DrawShift() => _random.Next(17);

    public static T[] To(double[] values) => Array.ConvertAll(values, T.CreateTruncating);

    private bool IsOfProbabilities => _loss?.Function is LossFunction.CrossEntropy or LossFunction.BinaryCrossEntropy;

    private static int[] NumbersOfSamples(int parameters) => parameters switch
    {
        > 1_000_000 => [1, 2],
        > 100_000 => [1, 8, 9, 17, 65],
        > 20_000 => [1, 7, 8, 9, 15, 16, 17, 33, 65],
        _ => [1, 7, 8, 9, 15, 16, 17, 31, 63, 64, 65, 130],
    };

    /// <summary>Of such a size that numbers neither grow nor fade through many layers.</summary>
    private double[] DrawParameters(ReferenceLayer[] layers)
    {
        var parameters = new List<double>();
        foreach (ReferenceLayer layer in layers)
        {
            double scale = layer.Activation is Activation.Identity or Activation.Selu or Activation.Softmax ? 1.7 : 2.4;
            for (int k = 0; k < layer.Inputs * layer.Outputs; k++)
            {
                parameters.Add(Draw(scale / Math.Sqrt(layer.Inputs)));
            }

            for (int j = 0; layer.Bias && j < layer.Outputs; j++)
            {
                parameters.Add(Draw(0.4));
            }
        }

        return [.. parameters];
    }

    private double Draw(double scale) => (float)(scale * ((2 * _random.NextDouble()) - 1));
}
