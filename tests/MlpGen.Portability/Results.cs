using System.Numerics;

namespace MlpGen.Portability;

/// <summary>What a run found: a hash for each result, and which checks failed.</summary>
internal sealed class Results
{
    private readonly List<string> _failures = [];

    /// <summary>A line for each result: network, member, number of samples (or of steps), hash of its bits.</summary>
    public List<string> Hashes { get; } = [];

    /// <summary>What is wrong, a line each.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>How much was looked at.</summary>
    public int Checks { get; private set; }

    /// <summary>Keeps the hash of a result.</summary>
    public void Keep<T>(string network, string member, int samples, params ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T> => Hashes.Add($"{network} {member} {samples} {Bits.Of(values)}");

    /// <summary>Counts a check, and keeps what is wrong if it failed.</summary>
    public void Check(bool isRight, string what)
    {
        Checks++;
        if (!isRight)
        {
            _failures.Add(what);
        }
    }

    /// <summary>Checks ‖actual − expected‖ ≤ tolerance·‖expected‖.</summary>
    public void Close<T>(string network, string member, int samples, ReadOnlySpan<double> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double error = 0, size = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = double.CreateChecked(actual[i]) - expected[i];
            error += difference * difference;
            size += expected[i] * expected[i];
        }

        double allowed = Tolerance<T>() * Math.Sqrt(size);
        Check(
            expected.Length == actual.Length && Math.Sqrt(error) <= allowed,
            $"{network} {member} {samples}: off by {Math.Sqrt(error):E1}, allowed {allowed:E1}");
    }

    /// <summary>Checks that the hashes are those of <paramref name="expected"/>, line by line.</summary>
    public void Compare(string[] expected)
    {
        Check(expected.Length == Hashes.Count, $"{expected.Length} hashes expected, {Hashes.Count} computed");
        for (int i = 0; i < Math.Min(expected.Length, Hashes.Count); i++)
        {
            Check(expected[i] == Hashes[i], $"expected {expected[i]}, computed {Hashes[i]}");
        }
    }

    /// <summary>Some hundreds of roundings.</summary>
    private static double Tolerance<T>() => typeof(T) == typeof(double) ? 1e-13 : 3e-5;
}
