using System.Text.RegularExpressions;
using Shouldly;

namespace MlpGen.Generator.Tests.Docs;

/// <summary>The page on weights: its C# compiles, and its file freezes.</summary>
public partial class WeightsPageTests
{
    private static readonly string s_page = Repository.Read("docs/weights.md");

    [Fact]
    public void The_examples_compile_and_the_file_freezes()
    {
        string[] blocks = [.. Block("csharp").Select(block => Using().Replace(block, ""))];
        string declarations = string.Concat(blocks.Where(block => block.Contains("[Layer(", StringComparison.Ordinal)));
        string statements = string.Concat(blocks.Where(block => !block.Contains("[Layer(", StringComparison.Ordinal)));
        string source = $$"""
            using System; using System.Collections.Generic; using MlpGen; using MlpGen.Optimizers; using MlpGen.Training; using MlpGen.Weights; using static MlpGen.Activation;
            {{declarations}}
            class Examples
            {
                static void Compile(float[] input, float[] output, float[] inputs, float[] outputs, float[] trace)
                {
                    {{statements}}
                }
            }
            """;

        GeneratorRun run = GeneratorHarness.Run(source, Frozen.Weights.File(Block("json").Single()));

        blocks.Length.ShouldBeGreaterThan(6);
        run.Diagnostics.ShouldBeEmpty();
        run.CompilerDiagnostics.Where(diagnostic => diagnostic.Id != "CS1591").ShouldBeEmpty();
    }

    private static IEnumerable<string> Block(string language) =>
        Blocks().Matches(s_page).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value);

    [GeneratedRegex(@"```(\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^using .*\n", RegexOptions.Multiline)]
    private static partial Regex Using();
}
