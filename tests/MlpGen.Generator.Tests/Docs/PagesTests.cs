using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;

namespace MlpGen.Generator.Tests.Docs;

/// <summary>The pages hold together: their links lead somewhere, and their examples run.</summary>
public partial class PagesTests
{
    private const string Usings = "using System;\nusing System.Linq;\nusing System.Threading;\nusing MlpGen.Optimizers;\nusing MlpGen.Populations;\nusing MlpGen.Training;\n";

    /// <summary>Examples are not documented, and may do without a namespace or name it again.</summary>
    private static readonly string[] s_harmless = ["CS1591", "CS8019", "CS0105"];

    [Fact]
    public void Links_between_files_lead_somewhere()
    {
        string[] pages =
        [
            .. Directory.GetFiles(Repository.Root, "*.md"),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.md"),
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

    [Theory]
    [InlineData("README.md", "right\n", "learning\n")]
    [InlineData("docs/training.md", "R² above 0.99\n", "normalised\n", "R² above 0.9\n", "0.01 1.00 0.00\n", "the same bits\n", "learned\n")]
    [InlineData("docs/evolution.md", "Completed, in the middle\n", "a quarter\n", "TargetReached\n", "the deepest hole\n", "a wave\n", "found\n")]
    [InlineData("docs/populations.md", "somebody knows XOR\n", "the same loss\n")]
    [InlineData("docs/derivatives.md", "a sine\n")]
    [InlineData("docs/fitting.md", "TargetReached, in tens of steps\nTargetReached, in hundreds or thousands\n")]
    public void The_examples_of_a_page_run(string page, params string[] outputs)
    {
        string[] examples = [.. Example().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value)];
        string methods = string.Concat(examples.Select((example, index) => $"public static void Example{index + 1}()\n{{\n{example}\n}}\n"));
        string declaration = FirstBlock().Match(Repository.Read(page)).Groups[1].Value
            + string.Concat(Declaration().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value));

        GeneratorRun run = GeneratorHarness.Run([$"{Usings}{declaration}\npublic static class Examples\n{{\n{methods}}}"]);

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerDiagnostics.Where(diagnostic => !s_harmless.Contains(diagnostic.Id)).ShouldBeEmpty();
        examples.Length.ShouldBe(outputs.Length);

        Type compiled = run.Load().GetType("Examples", throwOnError: true)!;
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            outputs.Select((_, index) => Output(compiled, $"Example{index + 1}")).ShouldBe(outputs);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void The_first_snippets_of_the_readme_pasted_into_one_file_compile_and_print_what_it_says()
    {
        string readme = Repository.Read("README.md");
        string file = string.Concat(Pasted().Matches(readme).Select(match => match.Groups[1].Value));

        GeneratorRun run = GeneratorHarness.Run(file);

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerDiagnostics.Where(diagnostic => diagnostic.Id != "CS1591").ShouldBeEmpty();
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            Output(run.Load().GetType("Program", throwOnError: true)!, "Main").ShouldBe(Printed().Match(readme).Groups[1].Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
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

    [GeneratedRegex("<!-- declares -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Declaration();

    [GeneratedRegex("<!-- runs -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("<!-- pasted -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Pasted();

    [GeneratedRegex("<!-- prints -->\n```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Printed();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex FirstBlock();
}
