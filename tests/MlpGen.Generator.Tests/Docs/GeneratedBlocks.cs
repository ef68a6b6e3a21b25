using System.Text.RegularExpressions;

namespace MlpGen.Generator.Tests.Docs;

/// <summary>The C# blocks of a page that show pieces of generated files: found by a mark above each, cut from the file again.</summary>
/// <remarks>
/// <para>A mark is a comment that readers of the page do not see, on the line before the block:</para>
/// <code>
/// &lt;!-- generated: File.g.cs after `line before` from `first line` until `line after the last` --&gt;
/// </code>
/// <para>All three are words of a line, the next that contains them. Without <c>after</c> the search begins at the top of the file;
/// without <c>until</c> the piece runs to the end of it. The common indentation is taken away.</para>
/// </remarks>
internal static partial class GeneratedBlocks
{
    /// <summary>The page as it should read: each marked block filled with its piece.</summary>
    /// <param name="page">The page.</param>
    /// <param name="files">The texts of the generated files, by their names.</param>
    public static string Fill(string page, IReadOnlyDictionary<string, string> files) => Block().Replace(page, block =>
    {
        string name = block.Groups["file"].Value;
        if (!files.TryGetValue(name, out string? text))
        {
            throw new InvalidOperationException($"There is no generated file {name}: {string.Join(", ", files.Keys)}.");
        }

        string[] lines = text.TrimEnd('\n').Split('\n');
        int searched = block.Groups["after"] is { Success: true } after ? Find(lines, after.Value, 0, name) + 1 : 0;
        int start = Find(lines, block.Groups["from"].Value, searched, name);
        int end = block.Groups["until"] is { Success: true } until ? Find(lines, until.Value, start + 1, name) : lines.Length;
        return $"{block.Groups["mark"].Value}```csharp\n{string.Join("\n", Dedent(TrimBlankLines(lines[start..end])))}\n```\n";
    });

    /// <summary>The number of marked blocks.</summary>
    public static int Count(string page) => Block().Count(page);

    private static int Find(string[] lines, string words, int start, string file)
    {
        int index = Array.FindIndex(lines, start, line => line.Contains(words, StringComparison.Ordinal));
        return index >= 0
            ? index
            : throw new InvalidOperationException($"{file} has no line with '{words}' any more; choose another mark in the page.");
    }

    private static string[] TrimBlankLines(string[] lines) =>
        [.. lines.SkipWhile(IsBlank).Reverse().SkipWhile(IsBlank).Reverse()];

    private static bool IsBlank(string line) => line.Trim() is "" or "//";

    private static IEnumerable<string> Dedent(string[] lines)
    {
        int common = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return lines.Select(line => line.Length > 0 ? line[common..] : line);
    }

    [GeneratedRegex(
        "(?<mark><!-- generated: (?<file>\\S+)(?: after `(?<after>[^`]+)`)? from `(?<from>[^`]+)`(?: until `(?<until>[^`]+)`)? -->\n)"
        + "```csharp\n.*?```\n",
        RegexOptions.Singleline)]
    private static partial Regex Block();
}
