namespace MlpGen.Weights;

/// <summary>What a file says, cut to a length that a message can bear, without control characters.</summary>
internal static class Excerpt
{
    private const int Longest = 80;

    /// <summary>The beginning of a text.</summary>
    public static string Of(string text) => string.Create(Math.Min(text.Length, Longest + 1), text, static (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = i == Longest ? '…' : char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '�' : source[i];
        }
    });

    /// <summary>The first few of several names, in quotes.</summary>
    public static string Of(IReadOnlyCollection<string> names, int most = 8) => names.Count == 0
        ? "none"
        : string.Join(", ", names.Take(most).Select(name => $"'{Of(name)}'")) + (names.Count > most ? $" and {names.Count - most} more" : "");

    /// <summary>A shape, such as [16, 784].</summary>
    public static string Of(long[] shape) => $"[{string.Join(", ", shape)}]";
}
