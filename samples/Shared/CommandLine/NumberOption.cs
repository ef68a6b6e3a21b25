using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CommandLine;

/// <summary>Options that take a whole number.</summary>
public static class NumberOption
{
    /// <summary>An option whose value must be a whole number from <paramref name="least"/> to <paramref name="most"/>; anything else is
    /// an error that says so.</summary>
    public static Option<int> Create(string name, string description, int usual, int least = int.MinValue, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => usual,
        CustomParser = result => Parse(result, name, least, most),
    };

    private static int Parse(ArgumentResult result, string name, int least, int most)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most)
        {
            return value;
        }

        string range = (least, most) switch
        {
            (int.MinValue, _) => "",
            (_, int.MaxValue) => $" of at least {least}",
            _ => $" from {least} to {most}",
        };
        result.AddError($"Expected {name} to be a whole number{range}, not '{text}'.");
        return default;
    }
}
