using MlpGen.Generator.Emit;
using Xunit;

namespace MlpGen.Generator.Tests.Emit;

/// <summary>Where a line that is too long is broken; <c>|</c> stands at the end of the first one.</summary>
public class LineBreakTests
{
    [Theory]
    [InlineData("return Loop.Run<Passes, float>(parameters, inputs,| targets, gradient);", 56)]
    [InlineData("hardware ? Vectors.Loss(parameters, input)| : Layers.Loss(parameters, input);", 60)] // outside of parentheses
    [InlineData("loss = Sum(Huber(d_0, delta) + Huber(d_8, delta)| + Huber(d_16, delta));", 62)]
    [InlineData("var z = Add(Add(|Add(Add(Load(ref b1, 0, 4), x, w), x, w), x, w), x, w);", 36)] // nowhere else
    [InlineData("throw new Exception(\"one, two, three, four\",| inner);", 48)] // not within a text
    public void A_long_line_is_broken_far_outside_and_late(string line, int room) =>
        Assert.Equal(line.IndexOf('|', StringComparison.Ordinal), LineBreak.In(line.Replace("|", "", StringComparison.Ordinal), room));

    [Theory]
    [InlineData("// a comment, which may be as long as it likes")]
    [InlineData("#pragma warning disable CS0108 // a reason, and another")]
    [InlineData("aNameWithoutAnyPlaceToBreakItWhichIsVeryLong;")]
    public void What_has_no_place_for_a_break_stays_whole(string line) => Assert.Equal(0, LineBreak.In(line, 20));

    [Fact]
    public void What_follows_is_indented_and_broken_again()
    {
        var writer = new SourceWriter(default);
        writer.Line("Call(" + string.Join(", ", Enumerable.Range(100_000, 50)) + ");");

        string[] lines = writer.Finish().TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 132));
        Assert.All(lines.Skip(1), line => Assert.StartsWith("    1", line));
    }
}
