namespace MlpGen.Generator.Tests.Properties;

/// <summary>A number of the reference, and how far rounding may take the tested code from it.</summary>
/// <param name="Value">The number, computed in double.</param>
/// <param name="Variance">The square of the standard deviation, were each rounding an independent draw as large as it can be.</param>
internal readonly record struct Rounded(double Value, double Variance)
{
    /// <summary>How many standard deviations the tested code may be off: not one number in millions by chance, and far less than
    /// any mistake makes.</summary>
    public const double Deviations = 8;

    /// <summary>The most that the tested code may be off.</summary>
    public double Allowed => Deviations * Math.Sqrt(Variance);

    /// <summary>m·v for a factor known to within a rounding.</summary>
    public Rounded Times(double factor, double unit) =>
        new(factor * Value, (factor * factor * Variance) + Square(unit * factor * Value));

    /// <summary>v².</summary>
    public static double Square(double v) => v * v;

    /// <summary>The variance that <paramref name="terms"/> roundings leave in a sum whose terms are <paramref name="size"/> in all, in
    /// whatever order it goes: no partial sum is larger.</summary>
    public static double OfSum(int terms, double size, double unit) => terms * Square(unit * size);
}
