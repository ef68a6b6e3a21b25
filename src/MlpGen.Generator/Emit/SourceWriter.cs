using System.Text;

namespace MlpGen.Generator.Emit;

/// <summary>Collects generated text, indented, with <c>\n</c> on every machine.</summary>
/// <param name="cancellation">Asked at each line: a file may have megabytes, and be out of date before it is written.</param>
internal sealed class SourceWriter(CancellationToken cancellation)
{
    private const int IndentWidth = 4;
    private const int MaxColumn = 132;

    private readonly StringBuilder _text = new(16 * 1024);
    private readonly StringBuilder _wrapped = new(MaxColumn);
    private int _depth;
    private bool _isSpaced;

    /// <summary>Writes one line, or several if it is code and too long; an empty one is not indented, and left out at the beginning of a block or behind another.</summary>
    public void Line(string text = "")
    {
        cancellation.ThrowIfCancellationRequested();
        if (text.Length == 0 && _isSpaced)
        {
            return;
        }

        int room = MaxColumn - _depth * IndentWidth;
        while (text.Length > room && LineBreak.In(text, room) is > 0 and { } end)
        {
            _text.Append(' ', _depth * IndentWidth).Append(text, 0, end).Append('\n');
            text = new string(' ', IndentWidth) + text.Substring(end).TrimStart();
        }

        _isSpaced = text is "{" or "";
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * IndentWidth).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Writes the lines of <paramref name="text"/>, a raw string, each at this depth.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            Line(line.TrimEnd('\r'));
        }
    }

    /// <summary>Writes <paramref name="head"/> and the <paramref name="parts"/> behind it, wrapped before a part where the line
    /// would grow too long.</summary>
    /// <param name="head">The beginning, such as <c>float z1_0 =</c>.</param>
    /// <param name="parts">The pieces, each of which begins with a space; the first loses it behind a space or a parenthesis.</param>
    /// <param name="tail">What closes the last line.</param>
    public void Wrapped(string head, IEnumerable<string> parts, string tail = ";") => Wrap(head, parts, tail, IndentWidth);

    /// <summary>Writes <c>target = term + term + …;</c>, wrapped.</summary>
    public void Sum(string target, IEnumerable<string> terms) => Wrapped($"{target} =", terms.Select(static (term, k) => (k == 0 ? " " : " + ") + term));

    /// <summary>Writes statements, or elements with a comma behind each, as many to a line as fit.</summary>
    public void Statements(IEnumerable<string> statements)
    {
        string[] all = [.. statements];
        Wrap(all[0], all.Skip(1).Select(static statement => " " + statement), tail: "", indent: 0);
    }

    private void Wrap(string head, IEnumerable<string> parts, string tail, int indent)
    {
        StringBuilder line = _wrapped.Clear().Append(head);
        int room = MaxColumn - _depth * IndentWidth;
        bool isEmpty = true;
        foreach (string part in parts)
        {
            if (!isEmpty && line.Length + part.Length + tail.Length > room)
            {
                Line(line.ToString());
                line.Clear().Append(' ', indent).Append(part.TrimStart());
            }
            else
            {
                line.Append(isEmpty && head[head.Length - 1] is ' ' or '(' ? part.TrimStart() : part);
            }

            isEmpty = false;
        }

        Line(line.Append(tail).ToString());
    }

    /// <summary>Writes <paramref name="head"/> and the <paramref name="items"/> behind it, with commas between them, wrapped as <see cref="Wrapped"/> does.</summary>
    public void List(string head, IEnumerable<string> items, string tail = ";")
    {
        string[] all = [.. items];
        Wrapped(head, all.Select((item, i) => " " + item + (i + 1 < all.Length ? "," : "")), tail);
    }

    /// <summary>Opens a block.</summary>
    public void Open(string? head = null)
    {
        if (head is not null)
        {
            Line(head);
        }

        Line("{");
        _depth++;
    }

    /// <summary>Closes the block opened last, with <paramref name="tail"/> behind the brace.</summary>
    public void Close(string tail = "")
    {
        _depth--;
        Line("}" + tail);
    }

    /// <summary>Where the next line will stand.</summary>
    public int Position => _text.Length;

    /// <summary>Puts whole lines to an earlier <see cref="Position"/>.</summary>
    public void Insert(int position, string lines) => _text.Insert(position, lines);

    public override string ToString() => _text.ToString();
}
