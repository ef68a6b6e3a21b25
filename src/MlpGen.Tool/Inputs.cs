using System.Globalization;

namespace MlpGen.Tool;

/// <summary>Inputs to try a network on.</summary>
internal static class Inputs
{
    private static readonly char[] s_separators = [',', ';', '\t', ' '];

    /// <summary>Rows of numbers from −1 to 1; the same seed, the same numbers.</summary>
    public static double[][] Random(int width, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => (double)(float)(2 * random.NextDouble() - 1)).ToArray())];
    }

    /// <summary>The rows of a table as text; a first line of names is passed over.</summary>
    public static double[][] FromFile(string path, int width)
    {
        var rows = new List<double[]>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string[] words = line.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            double[] row = new double[words.Length];
            int wrong = Array.FindIndex(words, 0, word => !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double _));
            if (wrong >= 0)
            {
                if (number == 1)
                {
                    continue;
                }

                throw new UsageException($"{path}({number}): expected a number, found '{words[wrong]}'");
            }

            for (int k = 0; k < row.Length; k++)
            {
                row[k] = double.Parse(words[k], NumberStyles.Float, CultureInfo.InvariantCulture);
            }

            rows.Add(row.Length == width ? row : throw new UsageException($"{path}({number}): expected {width} numbers, one for each input, found {row.Length}"));
        }

        return rows.Count > 0 ? [.. rows] : throw new UsageException($"{path}: expected rows of {width} numbers, found none");
    }
}
