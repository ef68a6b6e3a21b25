using System.Globalization;
using Digits.Data;
using Digits.Results;
using Spectre.Console;

namespace Digits.Terminal;

/// <summary>Draws pictures in characters, two pixels to each: in shades of grey where the terminal has colours, in black and white
/// elsewhere.</summary>
internal static class Pictures
{
    private const int Border = 2;    // pixels of ground on all four sides that are not shown
    private const int Shown = DigitSet.Side - (2 * Border);
    private const int Gap = 2;
    private const int InARow = 3;    // 76 columns

    /// <summary>Draws what was read wrong, with what it is and what it was read as.</summary>
    public static void PrintMistakes(IAnsiConsole console, DigitSet pictures, IEnumerable<Reading> mistakes)
    {
        bool hasShades = console.Profile.Capabilities.ColorSystem >= ColorSystem.EightBit;
        foreach (Reading[] row in mistakes.Chunk(InARow))
        {
            console.WriteLine(string.Join(new string(' ', Gap), row.Select(reading => Caption(reading).PadRight(Shown))).TrimEnd());
            for (int y = Border; y < Border + Shown; y += 2)
            {
                var line = new Paragraph();
                foreach (Reading reading in row)
                {
                    AppendTwoRows(line, pictures.Image(reading.Index), y, hasShades);
                    line.Append(new string(' ', Gap));
                }

                console.Write(line);
                console.WriteLine();
            }

            console.WriteLine();
        }
    }

    private static string Caption(Reading reading) => string.Create(
        CultureInfo.InvariantCulture, $"a {reading.Actual} ({100 * reading.ActualScore:0}%), read {reading.Predicted} ({100 * reading.Score:0}%)");

    private static void AppendTwoRows(Paragraph line, ReadOnlySpan<float> image, int y, bool hasShades)
    {
        for (int x = Border; x < Border + Shown; x++)
        {
            float upper = image[(y * DigitSet.Side) + x], lower = image[((y + 1) * DigitSet.Side) + x];
            if (hasShades)
            {
                line.Append("▀", new Style(Gray(upper), Gray(lower)));
            }
            else
            {
                line.Append(BlackAndWhite(upper, lower));
            }
        }
    }

    private static Color Gray(float shade)
    {
        byte level = (byte)MathF.Round(255 * shade);
        return new Color(level, level, level);
    }

    private static string BlackAndWhite(float upper, float lower) => (upper >= 0.5f, lower >= 0.5f) switch
    {
        (true, true) => "█",
        (true, false) => "▀",
        (false, true) => "▄",
        (false, false) => " ",
    };
}
