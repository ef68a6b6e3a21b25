using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Tests;

/// <summary>Source text in which expected diagnostics are marked where they belong: <c>[Layer({|MLP003:0|}, 1)]</c>.</summary>
public static partial class Markup
{
    /// <summary>Runs the generator over marked source and compares what it reports, to the character.</summary>
    /// <param name="marked">The source: with <c>using MlpGen;</c> and the static usings of the enums in front of it.</param>
    /// <param name="messages">If given, the messages in the order of the source.</param>
    /// <returns>The run, for further questions.</returns>
    public static GeneratorRun Verify(string marked, params string[] messages) => Verify(marked, new HarnessOptions(), messages);

    /// <inheritdoc cref="Verify(string, string[])"/>
    /// <param name="options">The consumer's project.</param>
    public static GeneratorRun Verify(string marked, HarnessOptions options, params string[] messages) =>
        Verify([marked], options, messages);

    /// <inheritdoc cref="Verify(string, HarnessOptions, string[])"/>
    /// <param name="marked">Several files, each marked.</param>
    public static GeneratorRun Verify(string[] marked, HarnessOptions options, params string[] messages)
    {
        string[] prefixed = [.. marked.Select(text => Usings + text)];
        GeneratorRun run = GeneratorHarness.Run([.. prefixed.Select(Strip)], options);

        string[] expected = [.. prefixed.SelectMany((text, index) => Expected(text, $"File{index + 1}.cs"))];
        Assert.Equal(expected, run.Diagnostics.Select(Describe));
        if (messages.Length > 0)
        {
            Assert.Equal(messages, run.Diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        }

        if (run.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) && marked.Length == 1)
        {
            Assert.Empty(run.Sources);
        }

        Assert.Empty(run.InGeneratedCode);

        return run;
    }

    /// <summary>What stands before every marked source, on a line of its own.</summary>
    public const string Usings =
        "using System; using MlpGen; using static MlpGen.Activation; using static MlpGen.LossFunction;\n";

    private static string Strip(string marked) => Marker().Replace(marked, "$2");

    private static IEnumerable<string> Expected(string marked, string path)
    {
        string clean = Strip(marked);
        int removed = 0;
        foreach (Match match in Marker().Matches(marked))
        {
            int start = match.Index - removed;
            string text = match.Groups[2].Value;
            removed += match.Length - text.Length;
            int line = clean.AsSpan(0, start).Count('\n');
            int column = start - (clean.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1);
            yield return $"{match.Groups[1].Value} {path}({line + 1},{column + 1}) {text}";
        }
    }

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        string text = diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
        return $"{diagnostic.Id} {place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}) {text}";
    }

    [GeneratedRegex(@"\{\|(MLP\d{3}):(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Marker();
}
