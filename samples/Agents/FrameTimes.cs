using System.Diagnostics;
using System.Globalization;

namespace Agents;

/// <summary>How long something took in each frame.</summary>
internal sealed class FrameTimes(int frames)
{
    private readonly double[] _microseconds = new double[frames];
    private int _count;

    /// <summary>The middle of them.</summary>
    public double Median => Sorted()[_count / 2];

    /// <summary>The longest.</summary>
    public double Worst => Sorted()[_count - 1];

    /// <summary>All but one in a hundred took no longer.</summary>
    public double NinetyNinth => Sorted()[_count * 99 / 100];

    /// <summary>Adds what has passed since <paramref name="start"/>, a time stamp.</summary>
    public void Add(long start) => _microseconds[_count++] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median,10:F1}{NinetyNinth,10:F1}{Worst,10:F1}");

    private double[] Sorted() => [.. _microseconds.Take(_count).Order()];
}
