using System.Globalization;

namespace QuickStart;

/// <summary>Prints headings and vectors in 80 columns, the same in every culture.</summary>
internal static class Show
{
    private const int NameWidth = 16;

    public static void Heading(string title)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine(new string('─', title.Length));
    }

    /// <summary>A name, and numbers behind it.</summary>
    public static void Row(string name, ReadOnlySpan<float> values, int digits = 4)
    {
        Console.Write("  " + name.PadRight(NameWidth));
        foreach (float value in values)
        {
            Console.Write(Number(value, digits).PadLeft(digits + 4));
        }

        Console.WriteLine();
    }

    /// <summary>Rounded, so that −0.00000001 is 0 and not −0.0000.</summary>
    private static string Number(float value, int digits) =>
        (MathF.Round(value, digits) + 0f).ToString("F" + digits, CultureInfo.InvariantCulture);
}
