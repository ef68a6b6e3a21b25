using MlpGen.Benchmarks.Contenders;

namespace MlpGen.Benchmarks.Networks;

/// <summary>A network to be measured.</summary>
/// <param name="Name">N1 … N6, or Square8 ….</param>
/// <param name="Layers">Its layers, as the generated class states them.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="Generated">Makes the generated network ready for a number of samples.</param>
internal sealed record Candidate(string Name, LayerInfo[] Layers, LossFunction Loss, Func<Candidate, int, Contender> Generated)
{
    /// <summary>The six that stand for the field.</summary>
    public static Candidate[] All { get; } =
    [
        new("N1", N1.Layers.ToArray(), LossFunction.HalfSquaredError, static (c, n) => new Generated<N1Calls>(c, n, new(new N1(Seed)))),
        new("N2", N2.Layers.ToArray(), LossFunction.MeanSquaredError, static (c, n) => new Generated<N2Calls>(c, n, new(new N2(Seed)))),
        new("N3", N3.Layers.ToArray(), LossFunction.CrossEntropy, static (c, n) => new Generated<N3Calls>(c, n, new(new N3(Seed)))),
        new("N4", N4.Layers.ToArray(), LossFunction.SumSquaredError, static (c, n) => new Generated<N4Calls>(c, n, new(new N4(Seed)))),
        new("N5", N5.Layers.ToArray(), LossFunction.CrossEntropy, static (c, n) => new Generated<N5Calls>(c, n, new(new N5(Seed)))),
        new("N6", N6.Layers.ToArray(), LossFunction.MeanSquaredError, static (c, n) => new Generated<N6Calls>(c, n, new(new N6(Seed)))),
    ];

    /// <summary>Single square layers of growing width.</summary>
    public static Candidate[] Squares { get; } =
    [
        Square(Square8.Layers, static (c, n) => new Generated<Square8Calls>(c, n, new(new Square8(Seed)))),
        Square(Square16.Layers, static (c, n) => new Generated<Square16Calls>(c, n, new(new Square16(Seed)))),
        Square(Square24.Layers, static (c, n) => new Generated<Square24Calls>(c, n, new(new Square24(Seed)))),
        Square(Square32.Layers, static (c, n) => new Generated<Square32Calls>(c, n, new(new Square32(Seed)))),
        Square(Square48.Layers, static (c, n) => new Generated<Square48Calls>(c, n, new(new Square48(Seed)))),
        Square(Square64.Layers, static (c, n) => new Generated<Square64Calls>(c, n, new(new Square64(Seed)))),
        Square(Square96.Layers, static (c, n) => new Generated<Square96Calls>(c, n, new(new Square96(Seed)))),
        Square(Square128.Layers, static (c, n) => new Generated<Square128Calls>(c, n, new(new Square128(Seed)))),
        Square(Square256.Layers, static (c, n) => new Generated<Square256Calls>(c, n, new(new Square256(Seed)))),
    ];

    /// <summary>The seed of every network: all contenders start from the same parameters.</summary>
    public const int Seed = 6;

    public int InputSize => Layers[0].Inputs;

    public int OutputSize => Layers[^1].Outputs;

    public int ParameterCount => Layers.Sum(layer => (layer.Inputs + 1) * layer.Outputs);

    /// <summary>2-3-2 and the like.</summary>
    public string Shape => string.Join('-', Layers.Select(layer => layer.Inputs).Append(OutputSize));

    private static Candidate Square(ReadOnlySpan<LayerInfo> layers, Func<Candidate, int, Contender> generated) =>
        new($"Square{layers[0].Inputs}", layers.ToArray(), LossFunction.MeanSquaredError, generated);
}
