using System.CommandLine;
using System.CommandLine.Help;
using MlpGen.Onnx;
using MlpGen.Tool.Commands;
using MlpGen.Weights;

namespace MlpGen.Tool;

/// <summary>The whole command line.</summary>
internal static class Cli
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>There is something to report: outputs differ.</summary>
    public const int Findings = 1;

    /// <summary>The command line, or a file, cannot be used.</summary>
    public const int Unusable = 2;

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The words behind <c>mlpgen</c>.</param>
    /// <param name="output">What was asked for.</param>
    /// <param name="error">What went wrong.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Looks into files of multi-layer perceptrons (.onnx, .safetensors, .weights.json), turns one into another, and writes them as source code.")
        {
            ShowCommand.Create(), ImportCommand.Create(), ExportCommand.Create(), ConvertCommand.Create(), EmitCommand.Create(), CompareCommand.Create(), ExplainCommand.Create(),
        };
        Examples.Add(
            root,
            ("mlpgen show policy.onnx", "what is in a file"),
            ("mlpgen import policy.onnx -o policy.weights.json --class Policy", "for [Frozen], with the class to write"),
            ("mlpgen emit policy.onnx --class Policy --target netstandard2.1 -o Policy.cs", "one file that needs no library"),
            ("mlpgen show --help", "examples of one command"));
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError mistake in parsed.Errors)
            {
                error.WriteLine($"mlpgen: {mistake.Message}");
            }

            Command command = parsed.CommandResult.Command;
            error.WriteLine($"'{(command == root ? "mlpgen" : $"mlpgen {command.Name}")} --help' shows what it takes.");
            return Unusable;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception mistake) when (IsExpected(mistake))
        {
            if (parsed.CommandResult.GetResult("--json") is not null && parsed.GetValue<bool>("--json"))
            {
                Json.Write(output, new { error = mistake.Message });
            }

            error.WriteLine($"mlpgen: {mistake.Message}");
            return Unusable;
        }
    }

    private static bool IsExpected(Exception mistake) =>
        mistake is OnnxException or WeightsException or UsageException or IOException or UnauthorizedAccessException;
}

/// <summary>A command line that asks for what cannot be.</summary>
internal sealed class UsageException(string message) : Exception(message);
