using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlpGen.Weights;

/// <summary>Writes what a <c>.weights.json</c> says of the data: <c>normalization</c>, <c>columns</c> and <c>target</c>.</summary>
internal static class DataFormatWriter
{
    /// <summary>Writes those properties that there are, each with the comma before it.</summary>
    public static void Write<T>(TextWriter writer, DataFormat<T> format)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (format.Inputs is not null || format.Outputs is not null)
        {
            writer.Write(",\n  \"normalization\": {\n");
            string[] parts = [.. new[] { Constants("inputs", format.Inputs), Constants("outputs", format.Outputs) }.OfType<string>()];
            writer.Write(string.Join(",\n", parts) + "\n  }");
        }

        if (format.Columns.Count > 0)
        {
            writer.Write($",\n  \"columns\": [\n    {string.Join(",\n    ", format.Columns.Select(Column))}\n  ]");
        }

        if (format.Target is { } target)
        {
            writer.Write($",\n  \"target\": {Column(target)}");
        }
    }

    private static string? Constants<T>(string name, Training.Normalization<T>? constants)
        where T : unmanaged, IFloatingPointIeee754<T> => constants is null ? null
        : $$"""
                "{{name}}": {
                  "means": {{Row(constants.Means)}},
                  "deviations": {{Row(constants.Deviations)}}
                }
            """.ReplaceLineEndings("\n");

    /// <summary>The fewest digits that read back to the same bits.</summary>
    private static string Row<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        $"[{string.Join(", ", numbers.ToArray().Select(static number => number.ToString("R", CultureInfo.InvariantCulture)))}]";

    private static string Column(TableColumn column)
    {
        string rest = column.Categories is { } categories ? $", \"categories\": [{string.Join(", ", categories.Select(Text))}]"
            : column.Missing is { } missing ? string.Create(CultureInfo.InvariantCulture, $", \"missing\": {missing:R}")
            : "";
        return $"{{ \"name\": {Text(column.Name)}{rest} }}";
    }

    /// <summary>In letters that people read, whatever their alphabet: the file is UTF-8, and no part of a page.</summary>
    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
