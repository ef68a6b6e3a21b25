using System.Globalization;
using MlpGen.Weights;

namespace MlpGen.Training;

/// <summary>The texts and counters that the file of a state has in its metadata. Whatever is wrong with one is a <see cref="WeightsException"/> that
/// names it.</summary>
/// <param name="metadata">All of the file.</param>
/// <param name="prefix">How the names of counters begin, without the point.</param>
internal readonly struct StateMetadata(IReadOnlyDictionary<string, string> metadata, string prefix)
{
    /// <summary>A text by its whole name.</summary>
    public string Text(string key) => metadata.TryGetValue(key, out string? text)
        ? text
        : throw new WeightsException($"metadata '{key}'", "it in the file", "none");

    /// <summary>Throws unless a text is there and has that value.</summary>
    public void Expect(string key, string expected, string advice)
    {
        string? found = metadata.GetValueOrDefault(key);
        if (found != expected)
        {
            throw new WeightsException($"metadata '{key}'", $"'{expected}'", found is null ? "none" : $"'{Excerpt.Of(found)}'", advice: advice);
        }
    }

    /// <summary>A whole number within bounds.</summary>
    public long Whole(string name, long least, long most)
    {
        string key = $"{prefix}.{name}", text = Text(key);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most
            ? number
            : throw new WeightsException(
                $"metadata '{key}'", FormattableString.Invariant($"a whole number from {least} to {most}"), $"'{Excerpt.Of(text)}'");
    }

    /// <summary>A number; infinity is one, NaN is none.</summary>
    public double Number(string name)
    {
        string key = $"{prefix}.{name}", text = Text(key);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number)
            ? number
            : throw new WeightsException($"metadata '{key}'", "a number", $"'{Excerpt.Of(text)}'");
    }
}
