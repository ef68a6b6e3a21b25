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
}
