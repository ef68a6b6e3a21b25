using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Integers;
using MlpGen.Generator.Model;
using MlpGen.Generator.Weights;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>Turns a frozen network into integers: finds out between what numbers its inputs lie, and tries the golden examples on the result.</summary>
internal static class IntegerFreezer
{
    /// <summary>The network with its integers; throws <see cref="JsonMistake"/> where there can be none.</summary>
    public static NetworkSpec Freeze(NetworkSpec spec, WeightsDocument document, CancellationToken cancellation)
    {
        FrozenSpec frozen = spec.Frozen!;
        if (frozen.OutputConstants is not null)
        {
            throw new JsonMistake(0, 0, Messages.NormalizedOutputsInIntegers(frozen.Quantization));
        }

        document = Normalized(document);
        (double[] minimum, double[] maximum, string source) = InputsOf(spec, document);
        if (!(minimum.Min() < maximum.Max()))
        {
            throw new JsonMistake(0, 0, Messages.NoInputs(frozen.Quantization, WeightsFileName.IsConverted(frozen.File)));
        }

        IntegerNetwork network = Quantizer.Quantize(spec, minimum, maximum, source, cancellation)
            ?? throw new JsonMistake(0, 0, Messages.TooLargeForIntegers(frozen.Quantization));
        CheckGolden(spec, network, document, minimum, maximum);
        return spec with { Frozen = frozen with { Integers = network } };
    }

    /// <summary>By the attribute, or else the file's calibration, or else its golden inputs.</summary>
    private static (double[] Minimum, double[] Maximum, string Source) InputsOf(NetworkSpec spec, WeightsDocument document)
    {
        int inputs = spec.Layers[0].Inputs;
        if (spec.Frozen!.Inputs is { } declared)
        {
            return (All(declared.Minimum), All(declared.Maximum), "as the attribute says");
        }

        if (document.Calibration is { } calibration)
        {
            return (calibration.Minimum, calibration.Maximum, "by the calibration of the file");
        }

        if (document.Golden.Count == 0)
        {
            return ([0], [0], "");
        }

        return (
            [.. Enumerable.Range(0, inputs).Select(i => document.Golden.Min(example => example.Input[i]))],
            [.. Enumerable.Range(0, inputs).Select(i => document.Golden.Max(example => example.Input[i]))],
            "by the golden inputs of the file");

        double[] All(double number) =>
        [
            .. Enumerable.Range(0, inputs).Select(i => document.Data.Inputs is { } constants ? DataFreezer.Normalize(number, constants, i) : number),
        ];
    }

    /// <summary>Examples and ranges as the first layer sees them.</summary>
    private static WeightsDocument Normalized(WeightsDocument document)
    {
        return document.Data.Inputs is not { } constants ? document : document with
        {
            Golden = [.. document.Golden.Select(example => example with { Input = Row(example.Input) })],
            Calibration = document.Calibration is { } calibration ? new Calibration(Row(calibration.Minimum), Row(calibration.Maximum)) : null,
        };

        double[] Row(double[] raw) => [.. raw.Select((x, i) => DataFreezer.Normalize(x, constants, i))];
    }

    /// <summary>Throws at the first golden output that is missed; inputs out of range are left out, since nothing is said of them.</summary>
    private static void CheckGolden(NetworkSpec spec, IntegerNetwork network, WeightsDocument document, double[] minimum, double[] maximum)
    {
        double allowed = document.Tolerance ?? network.ErrorBound;
        for (int k = 0; k < document.Golden.Count; k++)
        {
            GoldenExample example = document.Golden[k];
            if (example.Input.Where((x, i) => x < minimum[i] || x > maximum[i]).Any())
            {
                continue;
            }

            double[] actual = IntegerReference.Forward(spec, network, example.Input);
            for (int j = 0; j < actual.Length; j++)
            {
                // The file's own numbers may be off by what golden outputs of floats may be.
                if (!(Math.Abs(actual[j] - example.Output[j]) <= allowed + FloatTolerance * Math.Max(1, Math.Abs(example.Output[j]))))
                {
                    int end = j + 1 < example.Places.Length ? example.Places[j + 1] : example.End;
                    throw new JsonMistake(
                        example.Places[j], Math.Max(1, end - example.Places[j] - 1),
                        Messages.GoldenMissed(
                            network.Quantization, k + 1, j + 1, example.Output[j], actual[j], allowed, document.Tolerance is null));
                }
            }
        }
    }

    private const double FloatTolerance = 1e-5;
}
