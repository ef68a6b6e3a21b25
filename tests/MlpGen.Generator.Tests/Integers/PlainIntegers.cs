using System.Globalization;
using System.Text.RegularExpressions;

namespace MlpGen.Generator.Tests.Integers;

/// <summary>
/// Evaluates a network of integers as docs/quantization.md says, number by number, from the constants that its generated text shows. Nothing of the
/// generator or the runtime is called.
/// </summary>
internal sealed partial class PlainIntegers
{
    private readonly Dictionary<string, decimal[]> _arrays = [];
    private readonly Match[] _calls;
    private readonly bool _isByte;

    public PlainIntegers(string text)
    {
        foreach (Match array in Arrays().Matches(text))
        {
            _arrays[array.Groups["name"].Value] =
            [
                .. array.Groups["numbers"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(number => decimal.Parse(number.TrimEnd('f'), NumberStyles.Float, CultureInfo.InvariantCulture)),
            ];
        }

        _calls = [.. Calls().Matches(text).Cast<Match>()];
        _isByte = text.Contains("IntegerSamples<byte, sbyte>", StringComparison.Ordinal);
        Assert.NotEmpty(_calls);
        Assert.NotEmpty(_arrays);
    }

    /// <summary>z of the last layer.</summary>
    public float[] Forward(float[] x)
    {
        long[] codes = [], sums = [];
        foreach (Match call in _calls)
        {
            string[] arguments = [.. call.Groups["arguments"].Value.Split(',', StringSplitOptions.TrimEntries).Select(Value)];
            switch (call.Groups["name"].Value)
            {
                case "Quantize":
                    float scale = float.Parse(arguments[2].TrimEnd('f'), CultureInfo.InvariantCulture);
                    codes = [.. x.Select(number => Quantize(number, scale, Whole(arguments[3]), Whole(arguments[4])))];
                    break;
                case "Sum":
                    sums = Sum(codes, _arrays[arguments[1]], _arrays[arguments[2]]);
                    break;
                case "Rescale":
                    codes = [.. sums.Select((sum, j) => Rescale(sum, j, arguments, Whole(arguments[4])))];
                    break;
                case "LookUp":
                    codes = [.. sums.Select((sum, j) => LookUp(sum, j, arguments))];
                    break;
                case "Dequantize":
                    return [.. _arrays[arguments[1]].Select((t, j) => (float)sums[j] * (float)t)];
            }
        }

        throw new InvalidOperationException("The text ends with no float.");
    }

    private static long Quantize(float x, float scale, long zeroPoint, long highest)
    {
        float product = x * scale, sum = product + zeroPoint;
        return float.IsNaN(sum) ? 0 : (long)Math.Round(Math.Clamp((double)sum, 0, highest), MidpointRounding.ToEven);
    }

    private long[] Sum(long[] codes, decimal[] weights, decimal[] constants)
    {
        int together = _isByte ? 4 : 2;
        var sums = new long[constants.Length];
        for (int j = 0; j < sums.Length; j++)
        {
            long sum = (long)constants[j];
            for (int i = 0; i < codes.Length; i++)
            {
                sum += codes[i] * (long)weights[(i / together * constants.Length + j) * together + i % together];
                Assert.InRange(sum, int.MinValue, int.MaxValue);
            }

            sums[j] = sum;
        }

        return sums;
    }

    private long Rescale(long sum, int j, string[] arguments, long highest)
    {
        int shift = (int)Whole(arguments[2]);
        long rounded = (long)(((Int128)sum * (long)_arrays[arguments[1]][j] + ((Int128)1 << (shift - 1))) >> shift);
        return Math.Clamp(rounded + Whole(arguments[3]), 0, highest);
    }

    private long LookUp(long sum, int j, string[] arguments)
    {
        decimal[] table = _arrays[arguments[4]];
        int bits = (int)Whole(arguments[5]);
        if (bits == 0)
        {
            return (long)table[(int)Rescale(sum, j, arguments, table.Length - 1)];
        }

        int place = (int)Rescale(sum, j, arguments, ((table.Length - 1L) << bits) - 1), part = place % (1 << bits);
        long left = (long)table[place >> bits], right = (long)table[(place >> bits) + 1];
        return left + (long)Math.Floor(((right - left) * (decimal)part + (1 << bits) / 2) / (1 << bits));
    }

    private static long Whole(string number) => long.Parse(number, CultureInfo.InvariantCulture);

    /// <summary>An argument without its name, and without the class of the constants.</summary>
    private static string Value(string argument) => argument[(argument.LastIndexOf(' ') + 1)..].Replace("Codes.", "", StringComparison.Ordinal);

    [GeneratedRegex(@"ReadOnlySpan<\w+> (?<name>[A-Za-z]\d+) => new \w+\[\]\s*\{(?<numbers>[^}]*)\}")]
    private static partial Regex Arrays();

    [GeneratedRegex(@"samples\.(?<name>\w+)\((?<arguments>[^)]*)\)")]
    private static partial Regex Calls();
}
