namespace MlpGen.Generator.Emit;

/// <summary>Finds where a line of code that is too long is best broken: as far outside of parentheses as can be, and there as late as can be.</summary>
internal static class LineBreak
{
    private const string Operators = "?:+";

    /// <summary>Where the first line ends.</summary>
    /// <param name="text">A line of code; comments and directives stay whole.</param>
    /// <param name="room">How long it may be.</param>
    /// <returns>The length of the first line, or 0 if there is no such place.</returns>
    public static int In(string text, int room)
    {
        int start = text.Length - text.TrimStart().Length;
        if (text[start] is '/' or '#')
        {
            return 0;
        }

        (int end, int outermost, int depth) = (0, int.MaxValue, 0);
        bool isQuoted = false;
        for (int i = start; i < text.Length && i <= room; i++)
        {
            isQuoted ^= text[i] == '"';
            if (isQuoted)
            {
                continue;
            }

            // Too early a break leaves more behind it than it takes.
            if (i > room / 3 && depth <= outermost && IsPlace(text, i))
            {
                (end, outermost) = (i, depth);
            }

            depth += Opens(text, i) ? 1 : Closes(text, i) ? -1 : 0;
        }

        return end;
    }

    /// <summary>Behind a comma, before an operator, or behind a parenthesis.</summary>
    private static bool IsPlace(string text, int i) =>
        (text[i] == ' ' && (text[i - 1] == ',' || (i + 2 < text.Length && Operators.IndexOf(text[i + 1]) >= 0 && text[i + 2] == ' ')))
        || (text[i - 1] == '(' && text[i] != ')');

    private static bool Opens(string text, int i) =>
        text[i] is '(' or '[' || (text[i] == '<' && i > 0 && char.IsLetterOrDigit(text[i - 1]));

    private static bool Closes(string text, int i) => text[i] is ')' or ']' || (text[i] == '>' && i > 0 && text[i - 1] is not ('=' or ' '));
}
