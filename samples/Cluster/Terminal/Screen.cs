using Spectre.Console;

namespace Cluster.Terminal;

/// <summary>The console that the sample writes to.</summary>
internal static class Screen
{
    /// <summary>The terminal as it is; or, where the output goes into a file or another program, plain lines of text, as long as they are.</summary>
    public static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        plain.Profile.Width = 240;
        return plain;
    }
}
