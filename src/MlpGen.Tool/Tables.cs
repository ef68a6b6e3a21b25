using Spectre.Console;

namespace MlpGen.Tool;

/// <summary>Tables for people, in a terminal or in a file.</summary>
internal static class Tables
{
    /// <summary>Where tables go: as wide as they need to be where nobody looks at a window.</summary>
    public static IAnsiConsole On(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (output != Console.Out || Console.IsOutputRedirected)
        {
            console.Profile.Width = 200;
            console.Profile.Capabilities.Ansi = false;
        }

        return console;
    }

    /// <summary>A table with these columns, the first to the left and numbers to the right.</summary>
    public static Table Of(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)) { NoWrap = true, Alignment = column is "activation" or "output" ? Justify.Left : Justify.Right });
        }

        return table;
    }

    /// <summary>A number with as many digits as one reads.</summary>
    public static string Short(double number) => number.ToString("G5", System.Globalization.CultureInfo.InvariantCulture);
}
