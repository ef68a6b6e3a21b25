using MlpGen.Playground.Compiler;
using MlpGen.Playground.Examples;
using MlpGen.Playground.Learning;
using MlpGen.Playground.State;
using MlpGen.Playground.Texts;

namespace MlpGen.Playground.Tests;

public class TextTests
{
    [Fact]
    public void Coloured_lines_are_the_text()
    {
        string text = new CompilerSession().Read(ExampleList.All[0].Source).Files[0].Text;

        string.Join('\n', CodeLines.Of(text).Select(static line => string.Concat(line.Select(static token => token.Text)))).ShouldBe(text);
        CodeLines.Of("float x = 0.5f; // y").Single().Select(static token => token.Kind).ShouldBe(["keyword", "", "number", "", "comment"]);
        CodeLines.Of(text).SelectMany(static line => line).ShouldAllBe(token => text.Substring(token.Start, token.Text.Length) == token.Text);
    }

    [Fact]
    public void A_symbol_leads_to_its_formula_and_its_code_and_they_lead_back()
    {
        string text = new CompilerSession().Read(ExampleList.All[0].Source).Files[0].Text;
        string[] lines = text.Split('\n');
        var outline = new TextbookOutline(text);

        outline.Blocks.Where(static block => !block.IsMember).Select(static block => block.Title)
            .ShouldBe(["Layer 1: 2 → 3, relu", "Layer 2: 3 → 2, relu", "Loss", "Layer 2, backward", "Layer 1, backward"]);
        outline.Blocks.Where(static block => block.IsMember).Select(static block => block.Title).ShouldContain("Backward");
        string[] z1 = [.. outline.LinesOf("z1").Select(line => lines[line].Trim())];
        z1[0].ShouldBe("//   z1 = x·W1 + b1");
        z1.Length.ShouldBe(4);
        z1[1].ShouldStartWith("float z1_0 = ");
        outline.LinesOf("dW2").Count().ShouldBe(7, "the formula, and a line for each of the six weights");
        outline.LinesOf("db1").Select(line => lines[line].Trim()).ShouldContain("gradient[6] += dz1_0;                // db1_0");
        foreach (string symbol in (string[])["z1", "a1", "z2", "a2", "dz2", "dW2", "db2", "da1", "dz1", "dW1", "db1", "L"])
        {
            int line = outline.LinesOf(symbol).ShouldNotBeEmptyAnd()[^1];
            outline.SymbolOf(line).ShouldNotBeNull();
        }

        outline.LayerOf(outline.LinesOf("z2").First()).ShouldBe(2);
    }

    [Fact]
    public void Layered_text_has_the_same_outline()
    {
        string text = new CompilerSession().Read(ExampleList.Of("flowers").Source).Files[0].Text;
        var outline = new TextbookOutline(text);

        outline.Blocks.Where(static block => block.Layer == 3).Select(static block => block.Title).ShouldBe(["Layer 3: 16 → 3, softmax", "Layer 3, backward"]);
        outline.LinesOf("dW2").Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Each_number_of_the_worked_example_is_worked_out_by_hand()
    {
        var network = Compiled.Example("tiny");
        Walkthrough walkthrough = network.Walk([0.1, 0.2], [0, 1])!;

        Line("z1", 0, 0).ShouldBe("0.1·(−3) + 0.2·0 + (−0.2) = −0.5");
        Line("a1", 0, 0).ShouldBe("relu(−0.5) = 0");
        Line("dW2", 1, 0).ShouldBe("0.3·0.5 = 0.15");
        Line("da1", 0, 2).ShouldBe("0.5·2 + (−0.2)·3 = 0.4");
        Line("dz1", 0, 1).ShouldBe("−0.2·1 = −0.2");
        Line("db2", 0, 1).ShouldBe("−0.2 = −0.2");
        Line("W1", 0, 0).ShouldBeNull();

        string? Line(string symbol, int row, int column) => ByHand.Of(walkthrough, network.Layers, walkthrough[symbol], row, column);
    }

    [Fact]
    public void Formulas_become_MathML()
    {
        MathMl.Of("dW2 = a1ᵀ·dz2").ShouldBe(
            "<math><msub><mi>dW</mi><mn>2</mn></msub><mspace width=\"0.2em\"/><mo>=</mo><mspace width=\"0.2em\"/>"
            + "<msup><msub><mi>a</mi><mn>1</mn></msub><mi>T</mi></msup><mo>·</mo><msub><mi>dz</mi><mn>2</mn></msub></math>");
        MathMl.Of("a < b").ShouldContain("&lt;");
    }

    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(-1.23456, "−1.2346")]
    [InlineData(0.000012, "1.2e−5")]
    [InlineData(1234.56, "1234.6")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_are_short(double value, string text) => NumberText.Of(value).ShouldBe(text);

    [Fact]
    public void Pages_become_HTML_without_a_tag_of_their_own()
    {
        Markdown.ToHtml("# A <b>\n\nText with `code` and [a link](x.md).\n\n- one\n- two\n\n```csharp\nint a;\n\nint b;\n```\n").ShouldBe(
            "<h4>A &lt;b&gt;</h4><p>Text with <code>code</code> and a link.</p><ul><li>one</li><li>two</li></ul><pre tabindex=\"0\"><code>int a;\n\nint b;</code></pre>");
    }

    [Fact]
    public void A_link_holds_the_declaration_and_the_settings()
    {
        var state = new SharedState(ExampleList.Of("spirals").Source, "spirals", new TrainingSettings { Optimizer = OptimizerKind.Momentum, LearningRate = 0.7, Seed = 3 });

        string fragment = state.ToFragment();

        SharedState.OfFragment("#" + fragment).ShouldBe(state);
        fragment.Length.ShouldBeLessThan(600);
        fragment.ShouldAllBe(static c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
    }

    [Fact]
    public void A_link_that_is_none_or_unpacks_to_too_much_is_passed_over()
    {
        string fragment = new SharedState(new string('x', 300_000), "xor", new()).ToFragment();

        SharedState.OfFragment(fragment).ShouldBeNull();
        foreach (string bad in (string[])["", "#", "#1.", "#1.%%%", "#1.AAAA", "#2." + fragment[2..], "#section"])
        {
            SharedState.OfFragment(bad).ShouldBeNull(bad);
        }
    }
}

internal static class ListAssertions
{
    public static List<T> ShouldNotBeEmptyAnd<T>(this IEnumerable<T> items)
    {
        List<T> list = [.. items];
        list.ShouldNotBeEmpty();
        return list;
    }
}
