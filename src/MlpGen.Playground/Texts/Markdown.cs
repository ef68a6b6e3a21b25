using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MlpGen.Playground.Texts;

/// <summary>The pages about diagnostics as HTML: as much of Markdown as they use.</summary>
public static partial class Markdown
{
    /// <summary>Headings, paragraphs, lists, tables left as text, code, and the words of links, which lead to files that are not here.</summary>
    /// <param name="text">A page.</param>
    public static string ToHtml(string text)
    {
        var html = new StringBuilder();
        foreach (string block in Blocks(text))
        {
            html.Append(block switch
            {
                ['`', '`', '`', ..] => $"<pre tabindex=\"0\"><code>{WebUtility.HtmlEncode(Fence().Replace(block, "")).Trim()}</code></pre>",
                ['#', ..] => $"<h4>{Inline(block.TrimStart('#', ' '))}</h4>",
                ['-' or '*', ' ', ..] => $"<ul>{string.Concat(Items().Split(block).Where(static item => item.Trim().Length > 0).Select(item => $"<li>{Inline(item)}</li>"))}</ul>",
                ['|', ..] => $"<pre tabindex=\"0\">{WebUtility.HtmlEncode(block)}</pre>",
                ['<', '!', ..] => "",
                _ => $"<p>{Inline(block)}</p>",
            });
        }

        return html.ToString();
    }

    private static IEnumerable<string> Blocks(string text)
    {
        List<string> lines = [];
        bool isCode = false;
        foreach (string line in text.Split('\n'))
        {
            bool isFence = line.StartsWith("```", StringComparison.Ordinal), ends = !isCode && (line.Trim().Length == 0 || isFence || line.StartsWith('#'));
            if (ends && lines.Count > 0)
            {
                yield return string.Join('\n', lines);
                lines.Clear();
            }

            if (line.Trim().Length > 0 || isCode)
            {
                lines.Add(line);
            }

            isCode ^= isFence;
            if ((isFence && !isCode) || (!isCode && line.StartsWith('#')))
            {
                yield return string.Join('\n', lines);
                lines.Clear();
            }
        }

        if (lines.Count > 0)
        {
            yield return string.Join('\n', lines);
        }
    }

    private static string Inline(string text)
    {
        string html = Links().Replace(WebUtility.HtmlEncode(text.Trim()), "$1");
        return Strong().Replace(Code().Replace(html, "<code>$1</code>"), "<strong>$1</strong>");
    }

    [GeneratedRegex(@"^```.*$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^[-*] ", RegexOptions.Multiline)]
    private static partial Regex Items();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Links();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();
}
