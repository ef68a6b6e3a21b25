using System.Text.RegularExpressions;
using Shouldly;

namespace MlpGen.Generator.Tests.Docs;

/// <summary>The pages hold together: their links lead somewhere, and their examples compile.</summary>
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
    public void The_examples_of_the_readme_compile()
    {
        string[] examples = [.. Example().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value)];
        string methods = string.Concat(examples.Select((example, index) => $"static void Example{index + 1}()\n{{\n{example}\n}}\n"));
        string declaration = FirstBlock().Match(Repository.Read("README.md")).Groups[1].Value;

        GeneratorRun run = GeneratorHarness.Run([$"using System;\n{declaration}\npublic static class Examples\n{{\n{methods}}}"]);

        examples.Length.ShouldBe(2);
        run.Diagnostics.ShouldBeEmpty();
        run.CompilerDiagnostics.Where(diagnostic => diagnostic.Id != "CS1591").ShouldBeEmpty(); // examples are not documented
    }

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)")]
    private static partial Regex Link();

    [GeneratedRegex("<!-- compiles -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex FirstBlock();
}
