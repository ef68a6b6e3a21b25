using System.Text.RegularExpressions;

namespace MlpGen.Generator.Tests.Docs;

/// <summary>The C# blocks of a page that show pieces of a generated file: found by a mark above each, cut from the file again.</summary>
/// <remarks>
/// <para>A mark is a comment that readers of the page do not see, on the line before the block:</para>
/// <code>
/// &lt;!-- generated from `first line` until `line after the last` --&gt;
/// </code>
/// <para>Both are words of a line, the next that contains them. Without <c>from</c> the piece begins where the one before
/// ended, so that all pieces together are the whole file; without <c>until</c> it runs to the end. A piece with <c>from</c> is an
/// excerpt, and loses its common indentation.</para>
/// </remarks>
internal static partial class GeneratedBlocks
{
    /// <summary>The page as it should read: each marked block filled with its piece.</summary>
    public static string Fill(string page, string generated)
    {
        string[] lines = generated.TrimEnd('\n').Split('\n');
        int next = 0;
        return Block().Replace(page, block =>
        {
            Group from = block.Groups["from"];
            int start = from.Success ? Find(lines, from.Value, 0) : next;
            next = block.Groups["until"] is { Success: true } until ? Find(lines, until.Value, start + 1) : lines.Length;
            string[] piece = TrimBlankLines(lines[start..next]);
            return $"{block.Groups["mark"].Value}```csharp\n{string.Join("\n", from.Success ? Dedent(piece) : piece)}\n```\n";
        });
    }

    /// <summary>The lines of all marked blocks, blank ones left out: those between two pieces belong to neither.</summary>
    public static IEnumerable<string> Lines(string page) =>
        Block().Matches(page).SelectMany(block => NonBlank(block.Groups["code"].Value));

    public static IEnumerable<string> NonBlank(string text) => text.Split('\n').Where(line => line.Trim().Length > 0);

    private static int Find(string[] lines, string words, int start)
    {
        int index = Array.FindIndex(lines, start, line => line.Contains(words, StringComparison.Ordinal));
        return index >= 0
            ? index
            : throw new InvalidOperationException($"The generated file has no line with '{words}' any more; choose another mark in the page.");
    }

    private static string[] TrimBlankLines(string[] lines) =>
        [.. lines.SkipWhile(string.IsNullOrWhiteSpace).Reverse().SkipWhile(string.IsNullOrWhiteSpace).Reverse()];

    private static IEnumerable<string> Dedent(string[] lines)
    {
        int common = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return lines.Select(line => line.Length > 0 ? line[common..] : line);
    }

    [GeneratedRegex("(?<mark><!-- generated(?: from `(?<from>[^`]+)`)?(?: until `(?<until>[^`]+)`)? -->\n)```csharp\n(?<code>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Block();
}
