using Shouldly;

namespace MlpGen.Generator.Tests.Frozen;

/// <summary>A weights file is found by what its name means, not by how that is written.</summary>
public class FrozenFileNameTests
{
    private const string Line = """{"format":"mlpgen.weights/1","layers":[{"weight":[[2]],"bias":[1]}]}""";

    [Theory]
    [InlineData("./line.weights.json", "/project/line.weights.json")]
    [InlineData(".\\\\line.weights.json", "C:\\project\\line.weights.json")]
    [InlineData("../models/line.weights.json", "/project/../models/line.weights.json")]
    [InlineData("weights/old/../line.weights.json", "/project/weights/line.weights.json")]
    [InlineData("line.weights.json", "/project/weights/.././line.weights.json")]
    [InlineData("caf\u00e9.weights.json", "/project/cafe\u0301.weights.json")]
    [InlineData("cafe\u0301.weights.json", "/project/caf\u00e9.weights.json")]
    public void A_name_is_found(string name, string path) => Run(name, path).Diagnostics.ShouldBeEmpty();

    [Theory]
    [InlineData("cafe.weights.json", "/project/caf\u00e9.weights.json")]
    [InlineData("line.weights.json", "/project/Line.weights.json")]
    [InlineData("a/line.weights.json", "/project/line.weights.json")]
    public void Another_name_is_not(string name, string path) => Run(name, path).Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("MLP013");

    private static GeneratorRun Run(string name, string path) =>
        GeneratorHarness.Run($"using MlpGen; [Layer(1, 1), Frozen(\"{name}\")] static partial class Line;", Weights.File(Line, path));
}
