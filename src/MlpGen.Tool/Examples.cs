using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MlpGen.Tool;

/// <summary>Examples below the help of a command.</summary>
internal static class Examples
{
    /// <summary>Adds lines to try, each with what it is for.</summary>
    public static void Add(Command command, params (string Line, string Meaning)[] examples)
    {
        HelpOption help = command.Options.OfType<HelpOption>().FirstOrDefault() ?? new HelpOption();
        if (!command.Options.Contains(help))
        {
            command.Options.Add(help);
        }

        help.Action = new HelpWithExamples((HelpAction)help.Action!, examples);
    }

    private sealed class HelpWithExamples(HelpAction help, (string Line, string Meaning)[] examples) : SynchronousCommandLineAction
    {
        /// <summary>Who asks for help need not have the rest right.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int result = help.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach ((string line, string meaning) in examples)
            {
                output.WriteLine($"  {line}");
                output.WriteLine($"      {meaning}");
            }

            output.WriteLine();
            output.WriteLine("Exit codes: 0 done, 1 outputs differ (compare), 2 the command line or a file cannot be used.");
            return result;
        }
    }
}
