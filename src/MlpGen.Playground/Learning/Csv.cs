using System.Globalization;

namespace MlpGen.Playground.Learning;

/// <summary>Numbers that somebody pastes: a row a line, separated by commas, semicolons or tabs; a first line of names is passed over.</summary>
public static class Csv
{
    private static readonly char[] s_separators = [',', ';', '\t'];

    /// <summary>Reads samples for a network: its inputs first, then its targets; or in place of several targets one class, 0, 1, ….</summary>
    /// <param name="text">The rows.</param>
    /// <param name="inputs">The inputs of the network.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <exception cref="FormatException">A row is not as expected; the message says which, and what was expected.</exception>
    public static Samples Read(string text, int inputs, int outputs)
    {
        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries);
        List<double> x = [], t = [];
        bool hasClasses = false;
        for (int i = 0; i < lines.Length; i++)
        {
            string[] cells = lines[i].Split(s_separators, StringSplitOptions.TrimEntries);
            if (lines[i].Length == 0 || (x.Count == 0 && cells.All(static cell => !IsNumber(cell, out _))))
            {
                continue;
            }

            hasClasses = outputs > 1 && cells.Length == inputs + 1;
            if (cells.Length != inputs + outputs && !hasClasses)
            {
                throw new FormatException($"Line {i + 1}: expected {inputs} inputs and {outputs} targets{(outputs > 1 ? " (or one class)" : "")}, found {cells.Length} cells.");
            }

            double[] numbers = [.. cells.Select((cell, k) => IsNumber(cell, out double number) ? number
                : throw new FormatException($"Line {i + 1}, cell {k + 1}: expected a number, found '{cell}'."))];
            x.AddRange(numbers[..inputs]);
            t.AddRange(hasClasses ? OneHot(numbers[inputs], outputs, i) : numbers[inputs..]);
        }

        return x.Count == 0
            ? throw new FormatException($"Expected rows of {inputs} inputs and {outputs} targets, found none.")
            : new Samples("csv", inputs, outputs, [.. x], [.. t], t.All(static target => target is 0 or 1));
    }

    private static bool IsNumber(string cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static double[] OneHot(double label, int outputs, int line)
    {
        if (label < 0 || label >= outputs || label != Math.Floor(label))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Line {line + 1}: expected a class from 0 to {outputs - 1}, found {label}."));
        }

        var target = new double[outputs];
        target[(int)label] = 1;
        return target;
    }
}
