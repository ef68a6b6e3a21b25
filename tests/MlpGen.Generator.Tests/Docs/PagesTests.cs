using System.Text.RegularExpressions;
using Shouldly;

namespace MlpGen.Generator.Tests.Docs;

/// <summary>The pages hold together: their links lead somewhere, and their examples run.</summary>
public partial class PagesTests
{
    [Fact]
    public void Links_between_files_lead_somewhere()
    {
        string[] pages =
        [
            .. Directory.GetFiles(Repository.Root, "*.md"),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories),
        ];

        IEnumerable<string> broken =
            from page in pages
            from link in Link().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value)
            let target = Path.Combine(Path.GetDirectoryName(page)!, link)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{Path.GetRelativePath(Repository.Root, page)}: {link}";

        pages.Length.ShouldBeGreaterThan(5);
        broken.ShouldBeEmpty();
    }

    [Fact]
    public void The_examples_of_the_readme_run()
    {
        string[] examples = [.. Example().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value)];
        string methods = string.Concat(examples.Select((example, index) => $"public static void Example{index + 1}()\n{{\n{example}\n}}\n"));
        string declaration = FirstBlock().Match(Repository.Read("README.md")).Groups[1].Value;

        GeneratorRun run = GeneratorHarness.Run([$"using System;\n{declaration}\npublic static class Examples\n{{\n{methods}}}"]);

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerDiagnostics.Where(diagnostic => diagnostic.Id != "CS1591").ShouldBeEmpty(); // examples are not documented

        Type compiled = run.Load().GetType("Examples", throwOnError: true)!;
        Output(compiled, "Example1").ShouldBeEmpty();
        Output(compiled, "Example2").ShouldBe("right\n");
    }

    private static string Output(Type type, string method)
    {
        TextWriter console = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            type.GetMethod(method)!.Invoke(null, null);
            return output.ToString();
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)")]
    private static partial Regex Link();

    [GeneratedRegex("<!-- runs -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex FirstBlock();
}
