using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>What the same bits everywhere cost: each member of the six beside the same of their reproducible twins.</summary>
internal static class ReproducibleReport
{
    private const double RaceMilliseconds = 150;

    private static readonly (string Name, Func<int, IEnumerable<Member>> Free, Func<int, IEnumerable<Member>> Reproducible)[] s_pairs =
    [
        ("N1", Members.Of<N1, float>, Members.Of<N1Reproducible, float>),
        ("N2", Members.Of<N2, float>, Members.Of<N2Reproducible, float>),
        ("N3", Members.OfClassifier<N3, float>, Members.OfClassifier<N3Reproducible, float>),
        ("N4", Members.Of<N4, float>, Members.Of<N4Reproducible, float>),
        ("N5", Members.OfClassifier<N5, float>, Members.OfClassifier<N5Reproducible, float>),
        ("N6", Members.Of<N6, float>, Members.Of<N6Reproducible, float>),
    ];

    public static void Run()
    {
        var rows = (
            from pair in s_pairs
            from samples in (int[])[1, 32, 256]
            from members in pair.Free(samples).Zip(pair.Reproducible(samples))
            select (pair.Name, Samples: samples, Member: members.First.Name,
                Race: new Race(samples, members.First.Run, members.Second.Run))).ToList();
        WarmUp.All(rows.Select(row => row.Race));

        Out.Heading("The same bits everywhere: nanoseconds a sample without, and how many times longer with Reproducible");
        Out.Header("network", "member", "samples", "without, ns", "with", "bytes");
        foreach ((string name, int samples, string member, Race race) in rows)
        {
            race.Run(RaceMilliseconds);
            Out.Row(name, member, Out.Whole(samples), Out.Short(race.Nanoseconds(0)), $"{Out.Short(race.Ratio(1))} ×", Out.Whole(race.AllocatedBytes));
        }
    }
}
