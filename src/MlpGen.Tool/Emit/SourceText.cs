using System.Globalization;
using System.Text;

namespace MlpGen.Tool.Emit;

/// <summary>Lines of source text, indented as their blocks are.</summary>
internal sealed class SourceText
{
    private const int Width = 120;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>A line; an empty one has no indentation.</summary>
    public void Line(string line = "") => _text.Append(' ', line.Length == 0 ? 0 : 4 * _depth).Append(line).Append('\n');

    /// <summary>A line, then lines in braces.</summary>
    public void Block(string head, Action body)
    {
        Line(head);
        Block(body);
    }

    /// <summary>Lines in braces.</summary>
    public void Block(Action body)
    {
        Line("{");
        _depth++;
        body();
        _depth--;
        Line("}");
    }

    /// <summary>Numbers in rows, each row from the margin on.</summary>
    public void Numbers(ReadOnlySpan<double> numbers, int perRow, Func<double, string> literal)
    {
        _depth++;
        var line = new StringBuilder();
        for (int k = 0; k < numbers.Length; k++)
        {
            string word = literal(numbers[k]) + ",";
            if (line.Length > 0 && (k % perRow == 0 || line.Length + word.Length + 1 + 4 * _depth > Width))
            {
                Line(line.ToString());
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        Line(line.ToString());
        _depth--;
    }

    /// <summary>A number as source text that reads back to the same bits.</summary>
    public static string Literal(double number, bool isSingle)
    {
        string digits = isSingle ? ((float)number).ToString("R", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
        string whole = digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits;
        return isSingle ? whole + "f" : whole;
    }

    public override string ToString() => _text.ToString();
}
