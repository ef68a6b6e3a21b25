namespace MlpGen.Optimizers;

/// <summary>Checks the settings of optimizers and of training. NaN is refused everywhere.</summary>
internal static class Setting
{
    /// <summary>Finite and ≥ 0.</summary>
    public static double NotNegative(double value, string name, string what = "a number") => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"Expected {what} that is finite and not negative.");

    /// <summary>In [0, 1): the share that an average keeps of what it was.</summary>
    public static double Share(double value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "Expected a number from 0 to below 1.");

    /// <summary>&gt; 0; infinity is allowed, and means no limit.</summary>
    public static double Limit(double value, string name) => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "Expected a number above 0, or infinity for no limit.");

    /// <summary>A count that is not below <paramref name="least"/>.</summary>
    public static void AtLeast(int least, int value, string name)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected {name} to be at least {least}.");
        }
    }
}
