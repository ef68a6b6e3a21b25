using System.CommandLine;
using System.Reflection;

namespace MlpGen.Tool.Commands;

/// <summary><c>mlpgen explain</c>: the help page of a diagnostic.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "Such as MLP004; none for a list.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Shows the help page of a diagnostic, without a network.") { id };
        Examples.Add(command, ("mlpgen explain MLP004", "what an error means, and what to write instead"), ("mlpgen explain", "all there are"));
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(id) is not { } wanted)
            {
                foreach (string known in Ids())
                {
                    output.WriteLine(Page(known)!.Split('\n')[0].TrimStart('#', ' '));
                }

                return Cli.Success;
            }

            string name = wanted.Trim().ToUpperInvariant();
            output.WriteLine(Page(name) ?? throw new UsageException($"there is no diagnostic '{wanted}'; there are {string.Join(", ", Ids())}"));
            return Cli.Success;
        });
        return command;
    }

    private static IEnumerable<string> Ids() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(static name => name.StartsWith("MLP", StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal))
        .Select(static name => name[..^".md".Length])
        .Order(StringComparer.Ordinal);

    private static string? Page(string id)
    {
        if (!Ids().Contains(id, StringComparer.Ordinal))
        {
            return null;
        }

        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"{id}.md")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
