using System.Globalization;
using System.Text.RegularExpressions;

namespace MlpGen.Playground.Texts;

/// <summary>What stands where in a generated file: methods, layers in them, and the lines that compute a symbol.</summary>
/// <remarks>The text says it itself: by a comment at the head of each layer, and a formula above the code that is it.</remarks>
public sealed partial class TextbookOutline
{
    private readonly string[] _lines;
    private readonly string[][] _symbols;

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file.</param>
    public TextbookOutline(string text)
    {
        _lines = text.Split('\n');
        Blocks = [.. Find()];
        _symbols = new string[_lines.Length][];
        Array.Fill(_symbols, []);
        foreach (TextbookBlock block in Blocks.Where(static block => !block.IsMember))
        {
            Attribute(block);
        }
    }

    /// <summary>All blocks in the order of the file; a layer's behind the method that it stands in.</summary>
    public IReadOnlyList<TextbookBlock> Blocks { get; }

    /// <summary>The lines that compute a symbol, with their formula; counted from 0.</summary>
    /// <param name="symbol">z1, dW2, L, ….</param>
    public IEnumerable<int> LinesOf(string symbol) => Enumerable.Range(0, _lines.Length).Where(line => _symbols[line].Contains(symbol));

    /// <summary>What a line computes first; null if it computes nothing that a walkthrough has a step of.</summary>
    /// <param name="line">Counted from 0.</param>
    public string? SymbolOf(int line) => _symbols[line].FirstOrDefault();

    /// <summary>The layer that a line belongs to; 0 if to none.</summary>
    /// <param name="line">Counted from 0.</param>
    public int LayerOf(int line) => Blocks.FirstOrDefault(block => block.Layer > 0 && line >= block.First && line < block.End)?.Layer ?? 0;

    private IEnumerable<TextbookBlock> Find()
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            if (Member().Match(_lines[i]) is { Success: true } member)
            {
                yield return new TextbookBlock(member.Groups[1].Value, 0, true, i, i + 1);
            }
            else if (Head().Match(_lines[i]) is { Success: true } head)
            {
                int layer = head.Groups["layer"].Success ? int.Parse(head.Groups["layer"].Value, CultureInfo.InvariantCulture) : 0;
                string title = layer == 0 ? "Loss" : head.Groups["title"].Value;
                yield return new TextbookBlock(title, layer, false, i, EndOf(i));
            }
        }
    }

    /// <summary>A block ends where the next begins, or its braces close.</summary>
    private int EndOf(int first)
    {
        int indent = IndentOf(_lines[first]), end = first + 1;
        while (end < _lines.Length && !Head().IsMatch(_lines[end]) && !Member().IsMatch(_lines[end])
            && (_lines[end].Trim().Length == 0 || IndentOf(_lines[end]) >= indent))
        {
            end++;
        }

        while (_lines[end - 1].Trim().Length == 0)
        {
            end--;
        }

        return end;
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart().Length;

    /// <summary>Says of each line of a block what it computes: what it assigns or adds to by name, else what the formulas above it are of.</summary>
    private void Attribute(TextbookBlock block)
    {
        string[] formulas = [];
        bool above = false;
        for (int i = block.First; i < block.End; i++)
        {
            string line = _lines[i].Trim();
            string[] inFormula = line.StartsWith("//", StringComparison.Ordinal) ? [.. Formula().Matches(line).Select(static match => match.Groups[1].Value)] : [];
            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                formulas = above ? [.. formulas, .. inFormula] : inFormula;
                (above, _symbols[i]) = (true, inFormula);
                continue;
            }

            above = false;
            string[] assigned = [.. Assigned().Matches(line).Select(static match => match.Groups[1].Value + match.Groups[2].Value).Distinct()];
            _symbols[i] = assigned.Length > 0 ? assigned : line.Length > 0 ? formulas : [];
        }
    }

    [GeneratedRegex(@"^\s+(?:public|private|internal) static (?!readonly|class).*? (\w+)(?:<\w+>)?\(")]
    private static partial Regex Member();

    [GeneratedRegex(@"^\s+// (?:(?<title>Layer (?<layer>\d+).*)|L = .*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Head();

    [GeneratedRegex(@"(?:^//\s+|, |; |= )(d?[zaWbxyL]\d*) (?=\+?=)")]
    private static partial Regex Formula();

    /// <summary>float z1_0 = …, var dW1 = …, or a comment that names what is added to.</summary>
    [GeneratedRegex(@"(?:(?<=\b(?:float|double|var) )|(?<=, )|(?<=// ))(d?[zaWb])(\d+)(?:_\d+)*(?= =|\s*$)")]
    private static partial Regex Assigned();
}
