using System.Runtime.CompilerServices;

namespace MlpGen.Generator.Tests.Emit;

/// <summary>A few complete files, one a concept, for people to read when they change. Numbers are proved elsewhere.</summary>
public class SnapshotTests
{
    private const string Textbook = ".g.cs", Members = ".Members.g.cs", Vectors = ".Vectors.g.cs";

    /// <summary>Number by number, the members around it, and the vectors beside it.</summary>
    [Fact]
    public void Unrolled_regression() => Match(
        "[Layer(2, 3, Relu)] [Layer(3, 2, Relu)] [Loss(HalfSquaredError)] public partial class TinyNet;", [Textbook, Members, Vectors]);

    /// <summary>Layer by layer, and in vectors.</summary>
    [Fact]
    public void Layered_classifier() => Match(
        "[Layer(4, 16, Relu)] [Layer(16, 16, Relu)] [Layer(16, 3, Softmax)] [Loss(CrossEntropy)] public partial class Flowers;", [Textbook, Vectors]);

    /// <summary>Layers that the way back computes again.</summary>
    [Fact]
    public void Recomputed_layers() => Match(
        "[Layer(1, 4096, Relu)] [Layer(4096, 1)] [Layer(1, 4096, Tanh)] [Layer(4096, 1)] [Layer(1, 4096, Relu)] [Layer(4096, 1)] "
        + "[Layer(1, 4096)] [Loss(MeanSquaredError)] public partial class Deep;", [Textbook]);

    /// <summary>Samples in groups, each sum with the bias first.</summary>
    [Fact]
    public void Reproducible_classifier() => Match(
        "[Layer(2, 2, Sigmoid)] [Layer(2, 2, Softmax)] [Loss(CrossEntropy)] [Network(Reproducible = true)] public partial class Lockstep;",
        [Textbook, Vectors]);

    /// <summary>Weights as literals.</summary>
    [Fact]
    public void Frozen_xor() => Match(
        Frozen.Weights.XorLayers + "[Frozen(\"xor.weights.json\")] public static partial class Xor;", [Textbook],
        Frozen.Weights.File(Frozen.Weights.Xor));

    /// <summary>The formulas of integers: scale, zero point, sum and shift, with and without a table.</summary>
    [Fact]
    public void Integers() => Match(
        "[Layer(2, 2, Tanh)] [Layer(2, 2, Relu)] [Layer(2, 1)] "
            + "[Frozen(\"deep.weights.json\", Quantization = Quantization.Int8, InputMinimum = -1, InputMaximum = 1)] public static partial class Deep;",
        [Textbook],
        Frozen.Weights.File(
            """
            {
              "format": "mlpgen.weights/1",
              "layers": [
                { "weight": [[0.5, -1], [1.25, 0.75]], "bias": [0.125, -0.5] },
                { "weight": [[1, 0.5], [-0.25, 2]], "bias": [0, 0.25] },
                { "weight": [[1, -2]], "bias": [0.5] }
              ]
            }
            """,
            "/project/deep.weights.json"));

    private static void Match(string declaration, string[] files, HarnessOptions? options = null, [CallerMemberName] string method = "")
    {
        GeneratorRun run = GeneratorHarness.Run($"#pragma warning disable CS1591\n{Markup.Usings}namespace Demo;\n{declaration}", options);
        Assert.Empty(run.CompilerDiagnostics);
        string name = Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(run.Networks.Single()));
        Snapshot.Match(files.Select(file => (name + file, run.Sources[name + file])), method: method);
    }
}
