using MlpGen.Generator.Integers;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Tests.Planning;

// The generator links the source of these enums; inside this namespace its own are meant.
using Activation = MlpGen.Generator.Model.Activation;
using Derivatives = MlpGen.Generator.Model.Derivatives;
using Initializer = MlpGen.Generator.Model.Initializer;
using LossFunction = MlpGen.Generator.Model.LossFunction;
using Precision = MlpGen.Generator.Model.Precision;
using Quantization = MlpGen.Generator.Model.Quantization;
using Unroll = MlpGen.Generator.Model.Unroll;

/// <summary>Declarations as Parsing hands them on, without a line of source text.</summary>
internal static class Specs
{
    /// <summary>A network of these widths, all else as it is unless said.</summary>
    public static NetworkSpec Of(params int[] widths) => new(
        new TypeSpec("Demo", default, "Net", "Demo.Net.g.cs", IsStatic: false, default),
        widths.Zip(widths.Skip(1), (inputs, outputs) => Layer(inputs, outputs)).ToEquatableArray(),
        Loss: null,
        Precision.Single,
        Unroll.Auto,
        Backward: true,
        new CompilationFacts(AllowsUnsafe: false));

    /// <summary>The same with another hidden activation.</summary>
    public static NetworkSpec Hidden(this NetworkSpec spec, Activation activation) =>
        spec with { Layers = spec.Layers.Select((layer, l) => l < spec.Layers.Count - 1 ? layer with { Activation = activation } : layer).ToEquatableArray() };

    /// <summary>The same with another activation of the last layer.</summary>
    public static NetworkSpec Last(this NetworkSpec spec, Activation activation) =>
        spec with { Layers = spec.Layers.Select((layer, l) => l == spec.Layers.Count - 1 ? layer with { Activation = activation } : layer).ToEquatableArray() };

    /// <summary>The same with a loss.</summary>
    public static NetworkSpec Under(this NetworkSpec spec, LossFunction loss) => spec with { Loss = new LossSpec(loss, Delta: 1) };

    /// <summary>The same with outputs that are dropped, by layer.</summary>
    public static NetworkSpec Dropping(this NetworkSpec spec, params double[] probabilities) =>
        spec with { Layers = spec.Layers.Zip(probabilities, (layer, p) => layer with { Dropout = p }).ToEquatableArray() };

    /// <summary>The bytes of one of its numbers.</summary>
    public static int ScalarBytes(this NetworkSpec spec) => Names.ScalarBytes(spec.Precision);

    /// <summary>The specs of many drawn networks, whatever Parsing would take.</summary>
    public static IEnumerable<NetworkSpec> Random(int seed, int count)
    {
        var random = new Random(seed);
        for (int i = 0; i < count;)
        {
            if (Draw(random) is { } spec && IsLegal(spec))
            {
                i++;
                yield return spec;
            }
        }
    }

    /// <summary>Frozen networks of integers, with and without tables.</summary>
    public static IEnumerable<NetworkSpec> InIntegers()
    {
        foreach (Quantization quantization in (Quantization[])[Quantization.Int8, Quantization.Int16])
        {
            foreach (NetworkSpec spec in (NetworkSpec[])[Of(3, 5, 4, 2), Of(4, 6, 2).Hidden(Activation.Tanh).Last(Activation.Softmax)])
            {
                int parameters = spec.Layers.Sum(layer => layer.WeightCount + layer.Outputs);
                NetworkSpec frozen = spec with
                {
                    Backward = false,
                    Frozen = new FrozenSpec("net.weights.json", Enumerable.Range(0, parameters).Select(k => Math.Sin(k)).ToEquatableArray()) { Quantization = quantization },
                };
                double[] minimum = new double[spec.Layers[0].Inputs], maximum = [.. minimum.Select(_ => 1.0)];
                yield return frozen with
                {
                    Frozen = frozen.Frozen with { Integers = Quantizer.Quantize(frozen, minimum, maximum, "as the test says", CancellationToken.None)! },
                };
            }
        }
    }

    private static LayerSpec Layer(int inputs, int outputs) => new(inputs, outputs, Activation.Relu, HasBias: true, 0, Initializer.HeNormal, 0.01);

    private static NetworkSpec Draw(Random random)
    {
        // Narrow or of any width, shallow or deep, some hourglasses.
        int[] tops = [5, 18, 70, 400, Limits.Width];
        int top = tops[random.Next(tops.Length)], depth = random.Next(10) == 0 ? random.Next(1, 60) : random.Next(1, 7);
        int[] widths = [.. Enumerable.Range(0, depth + 1).Select(_ => random.Next(3) == 0 ? random.Next(1, 4) : random.Next(1, top + 1))];
        bool backward = random.Next(6) > 0;
        LossFunction? loss = backward && random.Next(4) > 0 ? Pick(Enum.GetValues<LossFunction>()) : null;
        Activation[] activations = Enum.GetValues<Activation>(), hidden = [.. activations.Where(activation => activation != Activation.Softmax)];
        Activation last = loss switch
        {
            LossFunction.CrossEntropy => Pick<Activation>([Activation.Softmax, Activation.Identity]),
            LossFunction.BinaryCrossEntropy => Pick<Activation>([Activation.Sigmoid, Activation.Identity]),
            _ => Pick(activations),
        };
        NetworkSpec spec = Of(widths);
        bool drops = loss is not null && random.Next(3) == 0;
        return spec with
        {
            Loss = loss is { } function ? new LossSpec(function, 1) : null,
            Precision = (Precision)random.Next(2),
            Unroll = Pick(Enum.GetValues<Unroll>()),
            Backward = backward,
            Type = spec.Type with { IsStatic = random.Next(3) == 0 },
            Layers = spec.Layers.Select((layer, l) => layer with
            {
                Activation = l == depth - 1 ? last : Pick(hidden),
                HasBias = random.Next(4) > 0,
                Dropout = drops && l < depth - 1 && random.Next(2) == 0 ? 0.5 : 0,
            }).ToEquatableArray(),
            IsReproducible = random.Next(4) == 0,
            Derivatives = backward && random.Next(3) == 0 ? (Derivatives)random.Next(16) : Derivatives.None,
        };

        T Pick<T>(T[] values) => values[random.Next(values.Length)];
    }

    /// <summary>The limits that Parsing holds.</summary>
    private static bool IsLegal(NetworkSpec spec)
    {
        long multiplyAdds = spec.Layers.Sum(layer => (long)layer.WeightCount);
        LayerSpec last = spec.Layers[spec.Layers.Count - 1];
        bool oneClass = last.Outputs == 1 && (last.Activation == Activation.Softmax || spec.Loss?.Function == LossFunction.CrossEntropy);
        bool drops = spec.Layers.Any(layer => layer.Dropout > 0);
        long training = (2L * spec.Layers.Sum(layer => layer.Outputs) + spec.Layers.Sum(layer => layer.Dropout > 0 ? layer.Outputs : 0)
            + 2L * spec.Layers.Max(layer => layer.Outputs)) * spec.ScalarBytes();
        bool differentiates = spec.Derivatives == Derivatives.None
            || (!spec.IsReproducible && (spec.Loss is not null || !spec.Derivatives.HasFlag(Derivatives.HessianVector))
                && DerivativeMemory.Of(spec.Layers, spec.Derivatives) * spec.ScalarBytes() <= Limits.DerivativeBytes);
        return differentiates && !oneClass && multiplyAdds + spec.Layers.Sum(layer => layer.Outputs) <= Limits.Parameters
            && (spec.Unroll != Unroll.Full || multiplyAdds <= Limits.UnrolledMultiplyAdds)
            && (!drops || training <= Limits.TrainingBytes);
    }
}
