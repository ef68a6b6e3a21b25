namespace MlpGen.Benchmarks.Machine;

/// <summary>Brings the whole program to the JIT's last tier before anything is timed.</summary>
internal static class WarmUp
{
    private const int Passes = 4;

    /// <summary>Longer than the JIT's delay of 100 ms, after which it compiles in the background what was called often.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(400);

    public static void All(IEnumerable<Race> races)
    {
        List<Race> all = [.. races];
        for (int pass = 0; pass < Passes; pass++)
        {
            all.ForEach(static race => race.WarmUp());
            Thread.Sleep(s_pause);
        }
    }
}
