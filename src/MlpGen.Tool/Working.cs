using System.CommandLine;
using Spectre.Console;

namespace MlpGen.Tool;

/// <summary>Says what is being done, while it takes long and somebody looks on.</summary>
internal static class Working
{
    /// <summary>Does some work; on a terminal, with a line that moves until it is done. Nothing of it gets into the output.</summary>
    /// <param name="parsed">The command line: under <c>--json</c> nothing is shown.</param>
    /// <param name="what">The work, such as <c>Reading policy.onnx</c>.</param>
    /// <param name="work">Does it; what it is given says how far it is, from 0 to 1.</param>
    public static T On<T>(ParseResult parsed, string what, Func<Action<double>, T> work)
    {
        bool isForScripts = parsed.CommandResult.GetResult("--json") is not null && parsed.GetValue<bool>("--json");
        if (isForScripts || Console.IsErrorRedirected || parsed.InvocationConfiguration.Error != Console.Error)
        {
            return work(static _ => { });
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Status().Start(
            Markup.Escape(what),
            context => work(part => context.Status = Markup.Escape(FormattableString.Invariant($"{what}: {part:P0}"))));
    }
}
