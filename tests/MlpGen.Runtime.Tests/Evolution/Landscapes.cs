namespace MlpGen.Tests.Evolution;

/// <summary>Functions on which searches are compared in the literature. All have their least value, 0, at 0, but Rosenbrock's at (1, …, 1).</summary>
internal static class Landscapes
{
    public static double Sphere(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += value * value;
        }

        return sum;
    }

    /// <summary>Axes from 1 to a thousandth: condition 1e6.</summary>
    public static double Ellipsoid(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Pow(1e6, (double)i / (x.Length - 1)) * x[i] * x[i];
        }

        return sum;
    }

    /// <summary>A bent valley.</summary>
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double across = x[i] * x[i] - x[i + 1], along = x[i] - 1;
            sum += 100 * across * across + along * along;
        }

        return sum;
    }

    /// <summary>A bowl with about 10ⁿ holes in it.</summary>
    public static double Rastrigin(ReadOnlySpan<double> x)
    {
        double sum = 10 * x.Length;
        foreach (double value in x)
        {
            sum += value * value - 10 * Math.Cos(2 * Math.PI * value);
        }

        return sum;
    }

    public static double Of(string name, ReadOnlySpan<double> x) => name switch
    {
        nameof(Sphere) => Sphere(x),
        nameof(Ellipsoid) => Ellipsoid(x),
        nameof(Rosenbrock) => Rosenbrock(x),
        nameof(Rastrigin) => Rastrigin(x),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>An orthogonal matrix: Gram and Schmidt on random rows.</summary>
    public static double[][] Rotation(int n, int seed)
    {
        var random = new Random(seed);
        double[][] rows = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5).ToArray())];
        for (int i = 0; i < n; i++)
        {
            foreach (double[] other in rows[..i])
            {
                double along = rows[i].Zip(other, (a, b) => a * b).Sum();
                rows[i] = [.. rows[i].Zip(other, (a, b) => a - along * b)];
            }

            double norm = Math.Sqrt(rows[i].Sum(a => a * a));
            rows[i] = [.. rows[i].Select(a => a / norm)];
        }

        return rows;
    }

    public static double[] Turn(double[][] rotation, ReadOnlySpan<double> x)
    {
        double[] copy = x.ToArray();
        return [.. rotation.Select(row => row.Zip(copy, (a, b) => a * b).Sum())];
    }
}
