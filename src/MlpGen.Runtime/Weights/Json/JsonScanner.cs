using System.Text;

#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>Reads a JSON text from the front, as one asks for what must come next. It goes no deeper than it is asked to, and knows where it is.</summary>
/// <param name="text">The whole text.</param>
internal sealed class JsonScanner(string text)
{
    private const int LongestExcerpt = 24;

    private int _at = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;

    /// <summary>Where the next thing that is not white space begins.</summary>
    public int Position
    {
        get
        {
            while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n')
            {
                _at++;
            }

            return _at;
        }
    }

    /// <summary>Whether an array comes next.</summary>
    public bool IsAtArray => Position < text.Length && text[_at] == '[';

    /// <summary>Where what was read last ends.</summary>
    public int End => _at;

    /// <summary>Reads an object, and calls <paramref name="property"/> at the value of each property, whose names must differ.</summary>
    /// <param name="what">How messages call the object.</param>
    /// <param name="property">Takes the name and where it stands, and reads the value.</param>
    public void Object(string what, Action<string, int> property)
    {
        Expect('{', what);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (bool isFirst = true; !TryTake('}'); isFirst = false)
        {
            if (!isFirst)
            {
                Expect(',', "',' or '}'");
            }

            int start = Position;
            string name = String("a name in quotes");
            if (!names.Add(name))
            {
                throw new JsonMistake(start, _at - start, $"Expected '{name}' once, found it twice");
            }

            Expect(':', "':'");
            property(name, start);
        }
    }

    /// <summary>Reads an array, and calls <paramref name="element"/> at each element.</summary>
    public void Array(string what, Action element)
    {
        Expect('[', what);
        for (bool isFirst = true; !TryTake(']'); isFirst = false)
        {
            if (!isFirst)
            {
                Expect(',', "',' or ']'");
            }

            element();
        }
    }

    /// <summary>Reads a text.</summary>
    public string String(string what)
    {
        int start = Position;
        Expect('"', what);
        int plain = _at;
        while (_at < text.Length && text[_at] is not ('"' or '\\') && text[_at] >= ' ')
        {
            _at++;
        }

        if (_at < text.Length && text[_at] == '"')
        {
            return text.Substring(plain, _at++ - plain);
        }

        var value = new StringBuilder(text, plain, _at - plain, 256);
        while (_at < text.Length && text[_at] >= ' ')
        {
            char next = text[_at++];
            if (next == '"')
            {
                return value.ToString();
            }

            value.Append(next == '\\' ? Escape() : next);
        }

        throw _at < text.Length
            ? Unexpected("no control character in a text")
            : new JsonMistake(start, 1, "Expected '\"' at the end of the text that begins here, found the end of the file");
    }

    /// <summary>Reads a number, rounded to the nearest float or double.</summary>
    public double Number(string what, bool isSingle)
    {
        int start = Position;
        int at = start;
        if (at < text.Length && text[at] == '-')
        {
            at++;
        }

        int whole = at;
        SkipDigits(ref at);
        bool isNumber = at > whole && (at == whole + 1 || text[whole] != '0');
        if (isNumber && at < text.Length && text[at] == '.')
        {
            int fraction = ++at;
            SkipDigits(ref at);
            isNumber = at > fraction;
        }

        if (isNumber && at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
            {
                at++;
            }

            int exponent = at;
            SkipDigits(ref at);
            isNumber = at > exponent;
        }

        if (!isNumber || (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '.' or '+' or '-')))
        {
            throw Unexpected(what);
        }

        _at = at;
        double value = DecimalNumber.Parse(text, start, at, isSingle);
        return double.IsInfinity(value)
            ? throw new JsonMistake(start, at - start, $"Expected a number that a {(isSingle ? "float" : "double")} can hold, found {Excerpt(start, at)}")
            : value;
    }

    /// <summary>Throws if anything follows.</summary>
    public void Finish()
    {
        if (Position < text.Length)
        {
            throw Unexpected("nothing more");
        }
    }

    private bool TryTake(char wanted)
    {
        if (Position < text.Length && text[_at] == wanted)
        {
            _at++;
            return true;
        }

        return false;
    }

    private void Expect(char wanted, string what)
    {
        if (!TryTake(wanted))
        {
            throw Unexpected(what);
        }
    }

    private void SkipDigits(ref int at)
    {
        while (at < text.Length && text[at] is >= '0' and <= '9')
        {
            at++;
        }
    }

    private char Escape()
    {
        char kind = _at < text.Length ? text[_at++] : '\0';
        switch (kind)
        {
            case '"' or '\\' or '/':
                return kind;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when HexDigits(4) is { } code:
                _at += 4;
                return (char)code;
            default:
                int start = Math.Min(_at - 2, text.Length - 1);
                throw new JsonMistake(start, 2, $"Expected an escape such as \\n or \\u00e9, found {Excerpt(start, Math.Min(_at, text.Length))}");
        }
    }

    /// <summary>The number of so many hexadecimal digits; null if they are not there.</summary>
    private int? HexDigits(int count)
    {
        int value = 0;
        for (int k = _at; k < _at + count; k++)
        {
            int digit = k < text.Length ? "0123456789abcdef".IndexOf(char.ToLowerInvariant(text[k])) : -1;
            if (digit < 0)
            {
                return null;
            }

            value = 16 * value + digit;
        }

        return value;
    }

    private JsonMistake Unexpected(string what)
    {
        int start = Position;
        int end = start;
        while (end < text.Length && end - start <= LongestExcerpt && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '+' or '-' or '_'))
        {
            end++;
        }

        end = Math.Min(text.Length, Math.Max(end, start + 1));
        return new JsonMistake(start, end - start, $"Expected {what}, found {(start < text.Length ? Excerpt(start, end) : "the end of the file")}");
    }

    private string Excerpt(int start, int end)
    {
        string found = text.Substring(start, Math.Min(end - start, LongestExcerpt));
        return found.Length == 1 && found[0] < ' ' ? $"the character U+{(int)found[0]:X4}" : $"'{found}'" + (end - start > LongestExcerpt ? "…" : "");
    }
}
