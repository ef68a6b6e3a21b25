using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>One square layer of growing width: the time of a multiply-add should fall or stay, and leap nowhere.</summary>
internal static class GrowthReport
{
    private const double CaseMilliseconds = 200;

    /// <summary>How much slower than the width before it a width may be, until it is called a cliff.</summary>
    private const double Leap = 1.5;

    public static void Run()
    {
        var rows = (
            from network in Candidate.Squares
            select (Network: network, Races: Case.All.Where(work => work.Samples != 32).Select(work => (Case: work,
                Race: new Race(work, [network.Generated(network, work.Samples)]))).ToList())).ToList();
        WarmUp.All(rows.SelectMany(row => row.Races).Select(entry => entry.Race));

        Out.Heading("Square layers: picoseconds per multiply-add of the generated code, the least of all turns");
        Out.Header(["width", .. rows[0].Races.Select(entry => entry.Case.Name)]);
        double[]? before = null;
        foreach ((Candidate network, var races) in rows)
        {
            races.ForEach(static entry => entry.Race.Run(CaseMilliseconds));
            double[] picoseconds = [.. races.Select(entry => 1000 * entry.Race.LeastNanoseconds(0) / MultiplyAdds(network, entry.Case.Work))];
            Out.Row([Out.Whole(network.InputSize), .. picoseconds.Select((time, i) =>
                Out.Whole(time) + (before is not null && time > Leap * before[i] ? " cliff" : ""))]);
            before = picoseconds;
        }
    }

    /// <summary>z = x·W, and for gradients dW = xᵀ·dz; no input gradient is asked for.</summary>
    private static double MultiplyAdds(Candidate network, Work work) => network.Layers[0].WeightCount * (work == Work.Forward ? 1.0 : 2.0);
}
