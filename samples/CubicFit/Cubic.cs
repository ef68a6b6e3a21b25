using MlpGen.Training;

namespace CubicFit;

/// <summary>The curve to be learned, y = x³ + 2x², and points on and around it.</summary>
internal static class Cubic
{
    /// <summary>Networks learn from −<see cref="Inside"/> to <see cref="Inside"/>.</summary>
    public const double Inside = 2;

    /// <summary>They are looked at from −<see cref="Outside"/> to <see cref="Outside"/>.</summary>
    public const double Outside = 3;

    /// <summary>y = x³ + 2x².</summary>
    public static double Value(double x) => (x * x * x) + (2 * x * x);

    /// <summary>Equal steps from one number to another, both included.</summary>
    public static double[] Steps(double from, double to, int count) =>
        [.. Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1)))];

    /// <summary>Points that lie on the curve.</summary>
    public static DataSet<double> Exact(params double[] x) => new(x, Array.ConvertAll(x, Value), x.Length);

    /// <summary>Points beside the curve, as measurements are, in the range to learn from.</summary>
    /// <param name="count">How many; one somewhere in each of as many equal parts of the range.</param>
    /// <param name="deviation">The standard deviation of their distance from the curve.</param>
    /// <param name="seed">The same seed gives the same points.</param>
    public static DataSet<double> Noisy(int count, double deviation, int seed)
    {
        var random = new Random(seed);
        double[] x = [.. Enumerable.Range(0, count).Select(part => Inside * ((2 * (part + random.NextDouble()) / count) - 1))];
        return new DataSet<double>(x, Array.ConvertAll(x, at => Value(at) + (deviation * Normal(random))), count);
    }

    /// <summary>A number of the standard normal distribution, by Box and Muller (1958).</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
