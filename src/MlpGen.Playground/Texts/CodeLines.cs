using System.Text.RegularExpressions;

namespace MlpGen.Playground.Texts;

/// <summary>Colours C#. By its words alone, and so at once, before the compiler is there.</summary>
public static partial class CodeLines
{
    /// <summary>The lines of a file, in coloured pieces.</summary>
    /// <param name="text">The file.</param>
    public static IReadOnlyList<IReadOnlyList<CodeToken>> Of(string text)
    {
        List<IReadOnlyList<CodeToken>> lines = [];
        int start = 0;
        foreach (string line in text.Split('\n'))
        {
            lines.Add(Tokens(line, start));
            start += line.Length + 1;
        }

        return lines;
    }

    private static List<CodeToken> Tokens(string line, int start)
    {
        List<CodeToken> tokens = [];
        int end = 0;
        foreach (Match match in Words().Matches(line))
        {
            Plain(match.Index);
            tokens.Add(new CodeToken(match.Value, KindOf(match), start + match.Index));
            end = match.Index + match.Length;
        }

        Plain(line.Length);
        return tokens;

        void Plain(int until)
        {
            if (until > end)
            {
                tokens.Add(new CodeToken(line[end..until], "", start + end));
            }
        }
    }

    private static string KindOf(Match match) =>
        match.Groups["formula"].Success ? "formula"
        : match.Groups["comment"].Success ? "comment"
        : match.Groups["string"].Success ? "string"
        : match.Groups["keyword"].Success ? "keyword"
        : match.Groups["type"].Success ? "type"
        : "number";

    [GeneratedRegex("""
        (?<formula>//\ \ \ .*)|(?<comment>//.*|\#.*)|(?<string>"[^"]*"?)
        |\b(?<keyword>abstract|class|const|default|double|else|float|for|foreach|get|global|if|in|int|internal|is|namespace|new|null|out|override|partial|private|public|readonly|ref|return|sealed|static|struct|this|throw|true|false|typeof|unsafe|using|var|void|where)\b
        |\b(?<type>[A-Z][A-Za-z]+[A-Za-z0-9]*)\b
        |\b(?<number>\d[\d_.]*([eE][+-]?\d+)?[fFdD]?)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
