using System.Globalization;

#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>Tries the golden examples of a weights file, so that weights that were exported wrongly do not ship.</summary>
internal static class GoldenCheck
{
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-9;

    /// <summary>Throws at the first output that is not what the network gives, within 1e-5 of max(1, |y|) in single precision, 1e-9 in double; of
    /// max(1, |y|, |mean| + deviation) where outputs are turned back from normalised ones, which rounds at that size.</summary>
    /// <param name="layers">The network.</param>
    /// <param name="isSingle">Whether its numbers are floats.</param>
    /// <param name="document">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="own">What the network itself makes of a normalised input, if it is there: that will do as well as the textbook's outcome, since a
    /// file that it wrote may be off by its own rounding.</param>
    /// <param name="cancellation">Asked before each example.</param>
    public static void Check(
        IReadOnlyList<DocumentLayer> layers,
        bool isSingle,
        WeightsDocument document,
        string text,
        Func<double[], double[]>? own = null,
        CancellationToken cancellation = default)
    {
        double tolerance = isSingle ? SingleTolerance : DoubleTolerance;
        int number = 0;
        foreach (GoldenExample example in document.Golden)
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            DataDocument data = document.Data;
            double[] input = data.Inputs?.Apply(example.Input) ?? example.Input;
            if (own is not null && FirstMiss(Raw(own(input)), example.Output, data.Outputs, tolerance) is null)
            {
                continue;
            }

            double[] actual = Raw(ReferenceNetwork.Forward(layers, document.Parameters, input));
            if (FirstMiss(actual, example.Output, data.Outputs, tolerance) is { } j)
            {
                int start = example.Places[j], end = start;
                while (text[end] is not (',' or ']' or ' ' or '\t' or '\r' or '\n'))
                {
                    end++;
                }

                throw new JsonMistake(start, end - start, Describe(number, j, actual[j], text.Substring(start, end - start), tolerance));
            }
        }

        double[] Raw(double[] output) => document.Data.Outputs?.Undo(output) ?? output;
    }

    /// <summary>The first output that is off by more than is allowed, or no number; null if there is none.</summary>
    private static int? FirstMiss(double[] actual, double[] expected, DocumentNormalization? outputs, double tolerance)
    {
        for (int j = 0; j < actual.Length; j++)
        {
            double size = outputs is null ? 1 : Math.Max(1, Math.Abs(outputs.Means[j]) + outputs.Deviations[j]);
            if (!(Math.Abs(actual[j] - expected[j]) <= tolerance * Math.Max(size, Math.Abs(expected[j]))))
            {
                return j;
            }
        }

        return null;
    }

    private static string Describe(int example, int output, double actual, string expected, double tolerance) => string.Format(
        CultureInfo.InvariantCulture,
        "Golden example {0}, output {1}: the file says {2}, but its weights and the declared layers give {3:G9}; at most {4:0e0} of difference is allowed",
        example,
        output + 1,
        expected,
        actual,
        tolerance);
}
