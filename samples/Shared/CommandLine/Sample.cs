using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;

namespace CommandLine;

/// <summary>Runs a sample's command.</summary>
public static class Sample
{
    /// <summary>Parses the arguments and does what they ask for. What the user can mend (an option, a file) ends in one line on the
    /// error stream, not in a stack trace.</summary>
    /// <returns>The exit code: 0, or 1 after an error.</returns>
    public static int Run(RootCommand command, string[] arguments)
    {
        Console.OutputEncoding = Encoding.UTF8;
        try
        {
            ParseResult options = command.Parse(arguments);
            if (options.Action is ParseErrorAction)
            {
                Console.Error.WriteLine($"{options.Errors[0].Message} --help lists the options.");
                return 1;
            }

            return options.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
