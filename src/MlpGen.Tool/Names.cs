using System.CommandLine;
using System.CommandLine.Parsing;

namespace MlpGen.Tool;

/// <summary>Names for classes and namespaces, checked before they get into source text.</summary>
internal static class Names
{
    private static readonly HashSet<string> s_keywords =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false "
            + "finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private "
            + "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked "
            + "unsafe ushort using virtual void volatile while").Split(' '),
    ];

    /// <summary>Words that some version of C# takes for more than a name where a type is meant.</summary>
    private static readonly HashSet<string> s_notForTypes =
        [.. "allows async await dynamic extension field file managed nint notnull nuint partial record required scoped unmanaged var where with yield".Split(' ')];

    /// <summary>Refuses an option's value that is no name.</summary>
    public static void Check(Option<string?> option, bool dotted) => option.Validators.Add(result => Validate(result, dotted));

    /// <summary>Whether a text is a name that needs no escape.</summary>
    public static bool IsIdentifier(string text) =>
        text.Length is > 0 and <= 200 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') && !s_keywords.Contains(text);

    private static void Validate(OptionResult result, bool dotted)
    {
        string? value = result.Tokens.Count > 0 ? result.Tokens[0].Value : null;
        if (value is not null && !(dotted ? value.Split('.').All(IsIdentifier) : IsIdentifier(value) && !s_notForTypes.Contains(value)))
        {
            result.AddError($"{result.Option.Name}: '{value}' is no name of {(dotted ? "a namespace" : "a class")}; letters, digits and _ make one");
        }
    }
}
