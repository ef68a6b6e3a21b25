using System.Text;
using System.Text.RegularExpressions;

namespace MlpGen.Playground.Texts;

/// <summary>Formulas of one line, as walkthroughs have them, in MathML: browsers set it, and screen readers read it.</summary>
public static partial class MathMl
{
    /// <summary>A formula such as <c>dz1 = da1 ⊙ relu'(z1)</c> as a <c>math</c> element.</summary>
    /// <param name="formula">The formula.</param>
    public static string Of(string formula)
    {
        StringBuilder math = new("<math>");
        string pending = "";
        foreach (Match token in Tokens().Matches(formula))
        {
            string text = token.Value;
            if (text is "ᵀ" or "²" or "³" or "ᶻ" or "'")
            {
                pending = $"<msup>{pending}<{(text is "²" or "³" ? "mn" : text == "'" ? "mo" : "mi")}>{Raised(text)}</{(text is "²" or "³" ? "mn" : text == "'" ? "mo" : "mi")}></msup>";
                continue;
            }

            math.Append(pending);
            pending = Element(token);
        }

        return math.Append(pending).Append("</math>").ToString();
    }

    private static string Raised(string text) => text switch { "ᵀ" => "T", "²" => "2", "³" => "3", "ᶻ" => "z", _ => "′" };

    private static string Escaped(string text) => text switch { "<" => "&lt;", ">" => "&gt;", "&" => "&amp;", _ => text };

    private static string Element(Match token)
    {
        string text = token.Value;
        if (token.Groups["symbol"].Success)
        {
            // dW2 is one quantity, ∂L/∂W2: no product of d and W2.
            string name = token.Groups["letters"].Value;
            return $"<msub><mi>{name}</mi><mn>{token.Groups["index"].Value}</mn></msub>";
        }

        if (char.IsDigit(text[0]))
        {
            return $"<mn>{text}</mn>";
        }

        if (char.IsLetter(text[0]))
        {
            return text.Length > 2 ? $"<mtext>{Escaped(text)}</mtext>" : $"<mi>{text}</mi>";
        }

        return text == " " ? "<mspace width=\"0.2em\"/>" : $"<mo>{Escaped(text)}</mo>";
    }

    [GeneratedRegex(@"(?<symbol>(?<letters>d?[A-Za-z])(?<index>\d+))(?![A-Za-z0-9_.])|\d+(\.\d+)?|[A-Za-zσλαδΣΦφπ]+|[ᵀ²³ᶻ']|.", RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();
}
