using System.Globalization;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>The seeds that somebody asks for: <c>MLPGEN_PROPERTY_SEEDS=100-199</c> tries a hundred, on every path of the hardware.</summary>
internal static class PropertySeeds
{
    /// <summary>Null for the usual few.</summary>
    public static int[]? Requested { get; } = Environment.GetEnvironmentVariable("MLPGEN_PROPERTY_SEEDS") is { Length: > 0 } range ? Parse(range) : null;

    private static int[] Parse(string range)
    {
        int[] ends = [.. range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture))];
        return [.. Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)];
    }
}
