using System.Text;
using System.Text.RegularExpressions;

namespace MlpGen.Generator.Tests.Emit;

/// <summary>The generated files stay what people read: short, each formula once, the chain rule on the screen that one lands on.</summary>
public partial class ProductShapeTests
{
    private const string Relu232 = "[Layer(2, 3, Relu)] [Layer(3, 2)] [Loss(HalfSquaredError)]";
    private const string Wide1 = "[Layer(1, 100, Tanh)] [Layer(100, 1)] [Loss(MeanSquaredError)]";
    private const string Flowers = "[Layer(4, 16, Relu)] [Layer(16, 16, Relu)] [Layer(16, 3, Softmax)] [Loss(CrossEntropy)]";
    private const string Digits = "[Layer(784, 128, Relu)] [Layer(128, 10, Softmax)] [Loss(CrossEntropy)]";
    private const string Deep = "[Layer(64, 64, Tanh)] [Layer(64, 64, Tanh)] [Layer(64, 64, Tanh)] [Layer(64, 8)] [Loss(MeanSquaredError)]";

    public static TheoryData<string> All => new(
        [
            Relu232, Wide1, Flowers, Digits, Deep,
            "[Layer(1, 1)]", "[Layer(2, 8, Tanh)] [Layer(8, 1, Sigmoid)] [Loss(BinaryCrossEntropy)]",
            "[Layer(3, 5, Gelu, Dropout = 0.1)] [Layer(5, 7, Elu, Bias = false)] [Layer(7, 4, Softmax)] [Loss(CrossEntropy)]",
            "[Layer(12, 32, Silu)] [Layer(32, 16, LeakyRelu)] [Layer(16, 4)] [Loss(Huber)] [Network(Precision = Precision.Double)]",
            "[Layer(20, 15, Relu)] [Layer(15, 10, Softmax)] [Loss(CrossEntropy)] [Network(Unroll = Unroll.Full)]",
            "[Layer(1, 4096, Relu)] [Layer(4096, 1)] [Layer(1, 4096, Tanh)] [Layer(4096, 1)] [Layer(1, 4096, Relu)] [Layer(4096, 1)] [Loss(MeanSquaredError)]",
        ]);

    [Theory]
    [InlineData(Relu232, 250)]
    [InlineData(Wide1, 280)]
    [InlineData(Flowers, 280)]
    [InlineData(Digits, 280)]
    [InlineData(Deep, 330)]
    public void The_textbook_is_read_in_a_sitting(string attributes, int lines) =>
        Assert.InRange(Run(attributes).Source.TrimEnd('\n').Split('\n').Length, 1, lines);

    [Theory]
    [InlineData(Relu232, 60)]
    [InlineData(Flowers, 65)]
    [InlineData(Digits, 45)]
    public void All_files_together_stay_small(string attributes, int kilobytes) =>
        Assert.InRange(Run(attributes).Sources.Values.Sum(Encoding.UTF8.GetByteCount), 1, 1_000 * kilobytes);

    [Theory]
    [MemberData(nameof(All))]
    public void No_formula_stands_twice_in_a_file(string attributes) => Assert.All(Run(attributes).Sources, file =>
        Assert.Equal([], file.Value.Split('\n').Select(line => line.Trim()).Where(IsFormula).GroupBy(line => line).Where(same => same.Count() > 1).Select(same => same.Key)));

    [Theory]
    [MemberData(nameof(All))]
    public void The_chain_rule_begins_on_the_screen_of_Backward(string attributes)
    {
        GeneratorRun run = Run(attributes);
        string[] lines = run.Source.Split('\n');
        int layers = run.Specs.Single().Layers.Count;
        int backward = Array.FindIndex(lines, line => line.Contains("public static void Backward(", StringComparison.Ordinal));
        int rule = Array.FindIndex(lines, backward, line => line.Contains($"// Layer {layers}, backward", StringComparison.Ordinal));

        Assert.InRange(backward, 1, lines.Length);
        Assert.InRange(rule - backward, 1, 40);
        Assert.Contains(lines[rule..(backward + 40)], line => line.Contains($"dz{layers}", StringComparison.Ordinal) && !IsComment(line)); // its code, too
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_line_of_the_textbook_is_too_long_to_read(string attributes)
    {
        // What is written out because the user asks for it has a sum, or a softmax, of many numbers in one line.
        bool isAskedFor = attributes.Contains("Unroll.Full", StringComparison.Ordinal);
        Assert.Equal([], LongLines(Run(attributes).Source).Where(_ => !isAskedFor));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_line_of_the_other_files_is_too_long_to_read(string attributes) =>
        Assert.All(Run(attributes).Sources.Values, text => Assert.Equal([], LongLines(text)));

    [Theory]
    [MemberData(nameof(All))]
    public void File_names_fit_any_file_system(string attributes)
    {
        string name = new('n', 150), space = new('s', 150);
        GeneratorRun run = GeneratorHarness.Run($"{Markup.Usings}namespace {space};\n{attributes} public partial class {name};");

        Assert.NotEmpty(run.Networks);
        Assert.All(run.Sources.Keys, file => Assert.InRange(Encoding.UTF8.GetByteCount(file), 1, 200));
    }

    private static GeneratorRun Run(string attributes) => GeneratorHarness.Run($"{Markup.Usings}namespace Demo;\n{attributes} public partial class Net;");

    private static IEnumerable<string> LongLines(string text) =>
        text.Split('\n').Where(line => line.Length > 140 && !line.TrimStart().StartsWith("///", StringComparison.Ordinal));

    private static bool IsComment(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    /// <summary>A line that says what is computed and computes nothing.</summary>
    private static bool IsFormula(string line) => FormulaComment().IsMatch(line);

    [GeneratedRegex("^//(?!/).*[^=<>!]=[^=]")]
    private static partial Regex FormulaComment();
}
