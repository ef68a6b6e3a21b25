using Spectre.Console;

namespace Digits.Terminal;

/// <summary>The console that the sample writes to.</summary>
internal static class Screen
{
    /// <summary>The terminal as it is; or, where the output goes into a file or another program, plain lines of text.</summary>
    public static IAnsiConsole Create() => Console.IsOutputRedirected
        ? AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        })
        : AnsiConsole.Console;
}
