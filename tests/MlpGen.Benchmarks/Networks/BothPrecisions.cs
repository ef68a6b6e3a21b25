namespace MlpGen.Benchmarks.Networks;

/// <summary>The members of a network in float and in double precision, for a number of samples.</summary>
internal sealed record BothPrecisions(string Name, Func<int, IEnumerable<Member>> Single, Func<int, IEnumerable<Member>> Double)
{
    public static BothPrecisions[] All { get; } =
    [
        new("N1", Members.Of<N1, float>, Members.Of<N1Double, double>),
        new("N2", Members.Of<N2, float>, Members.Of<N2Double, double>),
        new("N3", Members.OfClassifier<N3, float>, Members.OfClassifier<N3Double, double>),
        new("N3, dropout", Members.OfClassifier<N3Dropout, float>, Members.OfClassifier<N3DropoutDouble, double>),
        new("N4", Members.Of<N4, float>, Members.Of<N4Double, double>),
        new("N5", Members.OfClassifier<N5, float>, Members.OfClassifier<N5Double, double>),
        new("N6", Members.Of<N6, float>, Members.Of<N6Double, double>),
    ];

    /// <summary>Shapes between them.</summary>
    public static BothPrecisions[] Between { get; } =
    [
        new("2-2-1", Members.Of<Pair, float>, Members.Of<PairDouble, double>),
        new("4-4-4-4", Members.Of<Deep, float>, Members.Of<DeepDouble, double>),
        new("3-20-20-1", Members.Of<Regressor, float>, Members.Of<RegressorDouble, double>),
        new("12-32-16-4", Members.OfClassifier<Controller, float>, Members.OfClassifier<ControllerDouble, double>),
        new("300-1", Members.Of<Ranker, float>, Members.Of<RankerDouble, double>),
        new("6-64-64-2", Members.Of<Critic, float>, Members.Of<CriticDouble, double>),
        new("9-40-7", Members.OfClassifier<Ragged, float>, Members.OfClassifier<RaggedDouble, double>),
    ];
}
