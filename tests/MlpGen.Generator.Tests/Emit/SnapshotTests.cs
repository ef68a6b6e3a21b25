namespace MlpGen.Generator.Tests.Emit;

/// <summary>A few complete files, one a concept, for people to read when they change. Numbers are proved elsewhere.</summary>
public class SnapshotTests
{
    [Fact]
    public void Unrolled_regression() => Match(
        "[Layer(2, 3, Relu)] [Layer(3, 2, Relu)] [Loss(HalfSquaredError)] public partial class TinyNet;");

    [Fact]
    public void Layered_classifier() => Match(
        "[Layer(4, 16, Relu)] [Layer(16, 16, Relu)] [Layer(16, 3, Softmax)] [Loss(CrossEntropy)] public partial class Flowers;");

    [Fact]
    public void Static_inference_in_double_precision() => Match(
        "[Layer(2, 2, Elu, Alpha = 0.5, Bias = false)] [Layer(2, 1)] "
        + "[Network(Precision = Precision.Double, Backward = false)] internal static partial class Controller;");

    [Fact]
    public void Recomputed_layers() => Match(
        "[Layer(1, 4096, Relu)] [Layer(4096, 1)] [Layer(1, 4096, Tanh)] [Layer(4096, 1)] [Layer(1, 4096, Relu)] [Layer(4096, 1)] "
        + "[Layer(1, 4096)] [Loss(MeanSquaredError)] public partial class Deep;");

    [Fact]
    public void Frozen_xor() => Match(Frozen.Weights.XorLayers + "[Frozen(\"xor.weights.json\")] public static partial class Xor;", Frozen.Weights.File(Frozen.Weights.Xor));

    private static void Match(string declaration, HarnessOptions? options = null, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        GeneratorRun run = GeneratorHarness.Run($"#pragma warning disable CS1591\n{Markup.Usings}namespace Demo;\n{declaration}", options);
        Assert.Empty(run.CompilerDiagnostics);
        Snapshot.Match(run.Source, run.Sources.Keys.Single(), method: method);
    }
}
