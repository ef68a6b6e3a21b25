using static MlpGen.Generator.Tests.Frozen.Weights;

namespace MlpGen.Generator.Tests.Integers;

/// <summary>What is said of <c>Quantization</c>: at its arguments, and in the file.</summary>
public class IntegerDiagnosticsTests
{
    private const string Range = ", InputMinimum = 0, InputMaximum = 1";

    private const string NoGolden = """
        {
          "format": "mlpgen.weights/1",
          "layers": [
            { "activation": "Relu", "weight": [[1, 1], [1, 1]], "bias": [0, -1] },
            { "activation": "Identity", "weight": [[1, -2]], "bias": [0] }
          ]
        }
        """;

    private const string Slow =
        "Quantization.Int8 saves memory here, and hardly time: the widest layer has 2 outputs, and integers are faster than floats from about 48 on";

    private const string SlowShorts =
        "Quantization.Int16 saves half of the memory, and hardly time: batches take as long as in floats, or longer; Int8 is faster in wide layers";

    [Fact]
    public void Integers_in_narrow_layers_are_not_faster() => Markup.Verify(
        $"{XorLayers}[Frozen(\"xor.weights.json\", {{|MLP105:Quantization = Quantization.Int8|}}{Range})] partial class Net;", File(Xor), Slow).AssertCompilesSilently();

    [Fact]
    public void Integers_of_16_bits_are_not_faster() => Markup.Verify(
        $"{XorLayers}[Frozen(\"xor.weights.json\", {{|MLP105:Quantization = Quantization.Int16|}}{Range})] partial class Net;", File(Xor), SlowShorts);

    [Fact]
    public void Integers_in_wide_layers_are() => Assert.Empty(GeneratorHarness.Run(
        $"using MlpGen; [Layer(2, 64)] [Frozen(\"xor.weights.json\", Quantization = Quantization.Int8{Range})] partial class Net;", File(Xor))
        .Diagnostics.Where(diagnostic => diagnostic.Id == "MLP105"));

    [Theory]
    [InlineData("Precision = Precision.Double", "Quantization.Int8 gives and takes floats, so it cannot be combined with Precision.Double; remove one of the two")]
    [InlineData("Unroll = Unroll.Full", "Quantization.Int8 has one way to be written, so it cannot be combined with Unroll.Full; remove one of the two")]
    public void Integers_cannot_be_combined_with(string option, string message) => Markup.Verify(
        $"{XorLayers}[Network({option})] [Frozen(\"xor.weights.json\", {{|MLP014:Quantization = Quantization.Int8|}}{Range})] partial class Net;",
        File(Xor), message);

    [Theory]
    [InlineData("1", "0", "[Frozen]: InputMinimum is 1 and InputMaximum 0; as floats both must be finite, and the minimum less than the maximum")]
    [InlineData("2", "2", "[Frozen]: InputMinimum is 2 and InputMaximum 2; as floats both must be finite, and the minimum less than the maximum")]
    [InlineData("double.NaN", "2", "[Frozen]: InputMinimum is NaN and InputMaximum 2; as floats both must be finite, and the minimum less than the maximum")]
    [InlineData("0", "1e39", "[Frozen]: InputMinimum is 0 and InputMaximum 1E+39; as floats both must be finite, and the minimum less than the maximum")]
    public void A_range_that_is_none_is_reported(string minimum, string maximum, string message) => Markup.Verify(
        $"{XorLayers}[Frozen(\"xor.weights.json\", Quantization = Quantization.Int8, {{|MLP010:InputMinimum = {minimum}|}}, InputMaximum = {maximum})] partial class Net;",
        File(Xor), message);

    [Theory]
    [InlineData("InputMinimum", "InputMaximum")]
    [InlineData("InputMaximum", "InputMinimum")]
    public void One_end_alone_says_nothing(string given, string missing) => Markup.Verify(
        $"{XorLayers}[Frozen(\"xor.weights.json\", Quantization = Quantization.Int8, {{|MLP010:{given} = 1|}})] partial class Net;",
        File(Xor), $"[Frozen]: {given} alone says nothing; set {missing} too");

    [Fact]
    public void A_range_means_nothing_to_floats() => Markup.Verify(
        $"{XorLayers}[Frozen(\"xor.weights.json\", {{|MLP010:InputMinimum = 0|}}, {{|MLP010:InputMaximum = 1|}})] partial class Net;",
        File(Xor),
        "[Frozen]: InputMinimum means nothing here, since the network computes in floats; set Quantization too, or remove it",
        "[Frozen]: InputMaximum means nothing here, since the network computes in floats; set Quantization too, or remove it");

    [Fact]
    public void A_value_of_no_name_is_reported() => Markup.Verify(
        $"{XorLayers}[Frozen(\"xor.weights.json\", {{|MLP010:Quantization = (Quantization)7|}})] partial class Net;",
        File(Xor), "[Frozen]: 7 is no value of Quantization; use one of its names");

    [Fact]
    public void A_file_without_anything_about_inputs_is_reported() => AssertInFile(
        "Quantization.Int8", NoGolden,
        "Quantization.Int8 needs to know between what numbers the inputs lie; set InputMinimum and InputMaximum of [Frozen], "
        + "or give this file a 'calibration', or golden examples whose inputs differ");

    [Theory]
    [InlineData("\"minimum\": 0, \"maximum\": [1, 2]")]
    [InlineData("\"minimum\": [0, -1], \"maximum\": 3")]
    public void A_calibration_says_between_what_numbers_inputs_lie(string calibration)
    {
        string json = NoGolden.Replace("\"layers\"", $"\"calibration\": {{ {calibration} }}, \"layers\"", StringComparison.Ordinal);
        GeneratorRun run = GeneratorHarness.Run(
            $"using MlpGen; using static MlpGen.Activation; {XorLayers}[Frozen(\"xor.weights.json\", Quantization = Quantization.Int8)] static partial class Net;",
            File(json));
        Assert.Empty(run.Errors);
        Assert.Contains("by the calibration of the file", run.Sources["Net.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"minimum\": 0", "Expected 'maximum' in this object, found none")]
    [InlineData("\"minimum\": [0], \"maximum\": 1", "Expected one number, or 2 numbers, found 1")]
    [InlineData("\"minimum\": [0, 2], \"maximum\": 1", "Expected a minimum of input 2 that is not above its maximum, found 2 and 1")]
    [InlineData("\"minimum\": 0, \"maximum\": 1, \"mean\": 1", "Expected minimum or maximum, found 'mean'")]
    public void A_calibration_that_is_none_is_reported(string calibration, string message) => AssertInFile(
        "Quantization.Int8", NoGolden.Replace("\"layers\"", $"\"calibration\": {{ {calibration} }}, \"layers\"", StringComparison.Ordinal), message);

    [Fact]
    public void Golden_inputs_say_it_where_nothing_else_does()
    {
        GeneratorRun run = GeneratorHarness.Run(
            $"using MlpGen; using static MlpGen.Activation; {XorLayers}[Frozen(\"xor.weights.json\", Quantization = Quantization.Int16)] static partial class Net;",
            File(Xor));
        Assert.Empty(run.Errors);
        Assert.Contains("Inputs lie between 0 and 1, by the golden inputs of the file", run.Sources["Net.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_golden_output_that_is_missed_by_more_than_the_tolerance_of_the_file_is_reported()
    {
        string json = Xor.Replace("[1, -2]", "[0.9971, -2]", StringComparison.Ordinal)
            .Replace("{ \"input\": [0, 1], \"output\": [1] }", "{ \"input\": [0.3, 0.31], \"output\": [0.608231] }", StringComparison.Ordinal)
            .Replace("\"output\": [1] }", "\"output\": [0.9971] }", StringComparison.Ordinal)
            .Replace("{ \"input\": [1, 1], \"output\": [0] }", "{ \"input\": [1, 1], \"output\": [-0.0058] }", StringComparison.Ordinal);
        AssertFine(json);
        AssertInFile(
            "Quantization.Int8", json.Replace("\"golden\"", "\"tolerance\": 0, \"golden\"", StringComparison.Ordinal),
            message => message.StartsWith("Golden example 2, output 1: the file says 0.608231, and Quantization.Int8 gives ", StringComparison.Ordinal)
                && message.EndsWith("at most 0 of difference is allowed, the file's 'tolerance'", StringComparison.Ordinal));
        AssertFine(json.Replace("\"golden\"", "\"tolerance\": 0.01, \"golden\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_too_large_for_a_bound_is_reported() => AssertInFile(
        "Quantization.Int8, InputMinimum = -1e38, InputMaximum = 1e38", NoGolden.Replace("[1, 1]", "[1e38, 1]", StringComparison.Ordinal),
        "Weights or inputs are too large for Quantization.Int8: no bound of its error could be given; leave Quantization out");

    private static void AssertFine(string json) => Assert.Empty(Run("Quantization.Int8", json).Errors);

    private static void AssertInFile(string quantization, string json, string message) => AssertInFile(quantization, json, actual => actual == message);

    private static void AssertInFile(string quantization, string json, Func<string, bool> isRight)
    {
        GeneratorRun run = Run(quantization, json);
        string[] said = [.. run.Diagnostics.Where(diagnostic => diagnostic.Id == "MLP013").Select(diagnostic => diagnostic.GetMessage(null))];
        Assert.True(said.Length == 1 && isRight(said[0]), string.Join("\n", said));
    }

    private static GeneratorRun Run(string quantization, string json) => GeneratorHarness.Run(
        $"using MlpGen; using static MlpGen.Activation; {XorLayers}[Frozen(\"xor.weights.json\", Quantization = {quantization})] static partial class Net;",
        File(json));
}
