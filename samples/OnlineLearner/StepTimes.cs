using System.Diagnostics;

namespace OnlineLearner;

/// <summary>The times of many steps. The clock's own reading is part of each: some 20 ns.</summary>
internal sealed class StepTimes
{
    private readonly long[] _sorted;

    /// <summary>Takes the times over.</summary>
    /// <param name="ticks">In ticks of <see cref="Stopwatch"/>; one or more. Sorted in place.</param>
    public StepTimes(long[] ticks)
    {
        Array.Sort(ticks);
        _sorted = ticks;
    }

    /// <summary>The mean time of a step, in nanoseconds.</summary>
    public double Mean => _sorted.Average() * 1e9 / Stopwatch.Frequency;

    /// <summary>The time within which the given share of the steps was done, in nanoseconds.</summary>
    /// <param name="share">From 0 (the fastest step) to 1 (the slowest).</param>
    public double Percentile(double share) =>
        _sorted[(int)Math.Round(share * (_sorted.Length - 1))] * 1e9 / Stopwatch.Frequency;

    /// <summary>How many steps took longer than that.</summary>
    public int CountAbove(double nanoseconds) => _sorted.Count(ticks => ticks * 1e9 / Stopwatch.Frequency > nanoseconds);
}
