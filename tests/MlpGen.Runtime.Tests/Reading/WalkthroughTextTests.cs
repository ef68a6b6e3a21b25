using System.Globalization;
using System.Text.RegularExpressions;
using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Reading;

/// <summary>A walkthrough as it is printed.</summary>
public partial class WalkthroughTextTests
{
    private const string Printed = """
        2 → 3 → 2, one sample
          x                       0.1    0.2
          t                       1      0

        Layer 1: 2 → 3, relu(z) = max(z, 0)
          W1                     -3     -2     -1
                                  0      1      2
          b1                     -0.2    0.3   -0.1
          z1 = x·W1 + b1         -0.5    0.3    0.2
          a1 = relu(z1)           0      0.3    0.2

        Layer 2: 3 → 2, relu(z) = max(z, 0)
          W2                     -2     -1
                                  0      1
                                  2      3
          b2                      0.1   -0.1
          z2 = a1·W2 + b2         0.5    0.8
          y = a2 = relu(z2)       0.5    0.8

        Loss: half squared error
          L = ½·‖y − t‖²          0.445
          dy = y − t             -0.5    0.8

        Layer 2, backward: relu'(z) = 0 where z ≤ 0, else 1
          dz2 = dy ⊙ relu'(z2)   -0.5    0.8
          dW2 = a1ᵀ·dz2           0      0
                                 -0.15   0.24
                                 -0.10   0.16
          db2 = dz2              -0.5    0.8
          da1 = dz2·W2ᵀ           0.2    0.8    1.4

        Layer 1, backward: relu'(z) = 0 where z ≤ 0, else 1
          dz1 = da1 ⊙ relu'(z1)   0      0.8    1.4
          dW1 = xᵀ·dz1            0      0.08   0.14
                                  0      0.16   0.28
          db1 = dz1               0      0.8    1.4
          dx = dz1·W1ᵀ           -3.0    3.6

        """;

    [Layer(784, 16, Sigmoid), Layer(16, 10), Loss(CrossEntropy)]
    private sealed partial class Digits;

    [Fact]
    public void Two_three_two_is_printed_as_on_a_blackboard() =>
        Assert.Equal(Printed.ReplaceLineEndings("\n"), WalkthroughTests.OfTinyNet.ToString().ReplaceLineEndings("\n"));

    [Fact]
    public void It_fits_a_screen()
    {
        string[] lines = WalkthroughTests.OfTinyNet.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.InRange(lines.Length, 1, 50);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void The_page_shows_what_is_printed()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "reading.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```\n{Printed.ReplaceLineEndings("\n")}```", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo { NegativeSign = "−", NumberDecimalSeparator = ",", NaNSymbol = "??" };
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal(Printed.ReplaceLineEndings("\n"), WalkthroughTests.OfTinyNet.ToString().ReplaceLineEndings("\n"));
            Assert.Contains("α = 0.3", Walk.Through(typeof(Networks.OptionNetworks.LeakySlopes), new double[26], [1, 2, 3], [1, 2]).ToString(), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void WriteTo_writes_with_the_line_ends_of_the_writer()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "|" };
        WalkthroughTests.OfTinyNet.WriteTo(writer);
        Assert.Equal(Printed.ReplaceLineEndings("|"), writer.ToString());
    }

    [Fact]
    public void Of_a_wide_network_the_first_numbers_are_printed_and_how_many_there_are()
    {
        float[] parameters = new float[Digits.ParameterCount];
        Digits.Initialize(parameters, seed: 1);
        string text = Walkthrough.Of<InformedClassifier<Digits, float>, float>(parameters, new float[784], 3).ToString();
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');

        Assert.Matches(@"^  x( +0){6} +… \(784\)$", lines.Single(line => line.StartsWith("  x ", StringComparison.Ordinal)));
        int w1 = Array.FindIndex(lines, line => line.StartsWith("  W1 ", StringComparison.Ordinal));
        Assert.EndsWith("  … (16)", lines[w1], StringComparison.Ordinal);
        Assert.EndsWith("  …", lines[w1 + 3], StringComparison.Ordinal);
        Assert.Equal("… (784 rows)", lines[w1 + 4].Trim());
        Assert.Equal(10, Number().Count(lines.Single(line => line.StartsWith("  y = a2 = z2", StringComparison.Ordinal)).Split("z2")[1]));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 140));
    }

    [Theory]
    [InlineData("z1  0.0001234  0.0000012", 0.00012341, 0.0000012)]                       // four digits of the largest
    [InlineData("z1  1234.6  0.0", 1234.56, 0.01)]
    [InlineData("z1  1.0  0.0  0", 1.00004, 0.00001, 0.0)]                               // what rounds to 0 is not 0
    [InlineData("z1  1.2  0.0", 1.2, -1e-9)]                                              // and has no sign
    [InlineData("z1  1.235E-06  -2.000E-12  0", 1.2346e-6, -2e-12, 0.0)]
    [InlineData("z1  1.000E+30  0", 1e30, 0.0)]
    [InlineData("z1  NaN  ∞  -∞  0  0.5", double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.5)]
    [InlineData("z1  100  20", 100.0, 20.0)]                                              // no zeros are lost before the point
    public void A_step_has_the_digits_that_matter(string expected, params double[] values)
    {
        string text = new WalkthroughStep(1, "z1", "z1", values, values.Length).ToString();
        Assert.Equal(expected, Spaces().Replace(text.Trim(), "  "));
    }

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MlpGen.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
