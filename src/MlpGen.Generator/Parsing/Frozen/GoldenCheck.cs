using System.Globalization;
using MlpGen.Generator.Model;
using MlpGen.Generator.Weights;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>Tries the golden examples of a weights file, so that weights that were exported wrongly do not ship.</summary>
internal static class GoldenCheck
{
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-9;

    /// <summary>Throws at the first output that is not what the network gives, within 1e-5 of max(1, |y|) in single precision, 1e-9 in double.</summary>
    public static void Check(NetworkSpec spec, WeightsDocument document, string text, CancellationToken cancellation)
    {
        double tolerance = spec.Precision == Precision.Single ? SingleTolerance : DoubleTolerance;
        int number = 0;
        foreach (GoldenExample example in document.Golden)
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            double[] actual = ReferenceNetwork.Forward(spec.Layers, document.Parameters, example.Input);
            for (int j = 0; j < actual.Length; j++)
            {
                double expected = example.Output[j];
                if (!(Math.Abs(actual[j] - expected) <= tolerance * Math.Max(1, Math.Abs(expected))))
                {
                    int start = example.Places[j], end = start;
                    while (text[end] is not (',' or ']' or ' ' or '\t' or '\r' or '\n'))
                    {
                        end++;
                    }

                    throw new JsonMistake(start, end - start, Describe(number, j, actual[j], text.Substring(start, end - start), tolerance));
                }
            }
        }
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
