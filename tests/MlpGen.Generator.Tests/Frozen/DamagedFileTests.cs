using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using static MlpGen.Generator.Tests.Frozen.Weights;

namespace MlpGen.Generator.Tests.Frozen;

/// <summary>Three thousand damaged weights files under a compiler that is typed into: each is reported in its place, or is a legal network.</summary>
public class DamagedFileTests
{
    private const int Files = 1_500;
    private const string Path = "/project/xor.weights.json";

    /// <summary>One written out, one with a file of weights, one of doubles.</summary>
    private const string Source = Markup.Usings
        + XorLayers + "[Frozen(\"xor.weights.json\")] static partial class Unrolled; "
        + XorLayers + "[Frozen(\"xor.weights.json\"), Network(Unroll = Unroll.None)] static partial class Layered; "
        + XorLayers + "[Frozen(\"xor.weights.json\"), Network(Precision = Precision.Double)] static partial class Wide;";

    private static readonly string[] s_words =
    [
        "1e999", "-1e-400", "NaN", "Infinity", "null", "true", "{}", "[[]]", "[]", "\"Tanh\"", "\"\\ud800\"", "\u0000", "00", "1.", ".5", "+1", "0x1",
        "\"weight\":", "\"bias\": [0, 0],", "\"golden\": [],", "// note", ",", ":", "]", "}", "-0", "3.4028236e38", "0.1", "2", "é😀",
        new string('9', 2_000), new string('[', 2_000),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_is_reported_in_its_place_or_is_a_legal_network(int seed)
    {
        var random = new Random(seed);
        CSharpCompilation compilation = GeneratorHarness.Compile([Source]);
        AdditionalText file = new AdditionalFile(Path, Xor);
        GeneratorDriver driver = GeneratorHarness.CreateDriver().AddAdditionalTexts([file]).RunGenerators(compilation);
        int reported = 0, legal = 0;
        for (int k = 0; k < Files; k++)
        {
            string text = Mutate(Xor, random);
            var next = new AdditionalFile(Path, text);
            driver = driver.ReplaceAdditionalText(file, next).RunGenerators(compilation);
            file = next;
            GeneratorRunResult result = driver.GetRunResult().Results.Single();

            Assert.True(result.Exception is null, $"{text}\n{result.Exception}");
            Assert.All(result.Diagnostics, diagnostic => AssertPlaced(diagnostic, text));
            reported += result.Diagnostics.IsEmpty ? 0 : 1;
            if (result.Diagnostics.IsEmpty && legal++ % 25 == 0)
            {
                Assert.Empty(compilation.AddSyntaxTrees(driver.GetRunResult().GeneratedTrees).GetDiagnostics()
                    .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            }
        }

        Assert.InRange(reported, Files / 2, Files - 1);
        Assert.True(legal > 25, $"Only {legal} were legal.");
    }

    private static void AssertPlaced(Diagnostic diagnostic, string text)
    {
        Assert.Equal("MLP013", diagnostic.Id);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal(Path, place.Path);
        TextLineCollection lines = SourceText.From(text).Lines;
        Assert.InRange(place.EndLinePosition.Line, place.StartLinePosition.Line, lines.Count - 1);
        Assert.InRange(place.StartLinePosition.Character, 0, lines[place.StartLinePosition.Line].Span.Length);
        Assert.InRange(diagnostic.GetMessage(CultureInfo.InvariantCulture).Length, 10, 1_000);
    }

    /// <summary>A few edits: a character, a word, a piece that goes, comes twice, or is the last.</summary>
    private static string Mutate(string text, Random random)
    {
        for (int edits = random.Next(1, 4); edits > 0 && text.Length > 0; edits--)
        {
            int place = random.Next(text.Length), length = Math.Min(random.Next(1, 15), text.Length - place);
            text = random.Next(7) switch
            {
                0 => text.Remove(place, 1).Insert(place, ((char)random.Next(32, 127)).ToString()),
                1 => text.Insert(place, s_words[random.Next(s_words.Length)]),
                2 => text.Remove(place, length),
                3 => text.Insert(random.Next(text.Length), text.Substring(place, length)),
                4 => random.Next(10) == 0 ? text[..place] : text,
                5 => text.Remove(place, length).Insert(place, s_words[random.Next(s_words.Length)]),
                _ => Digit(text, place, random),
            };
        }

        return text;
    }

    /// <summary>Another digit in place of the next one, which keeps the JSON whole.</summary>
    private static string Digit(string text, int place, Random random)
    {
        int digit = text.AsSpan(place).IndexOfAnyInRange('0', '9');
        return digit < 0 ? text : text.Remove(place + digit, 1).Insert(place + digit, ((char)random.Next('0', '9' + 1)).ToString());
    }
}
