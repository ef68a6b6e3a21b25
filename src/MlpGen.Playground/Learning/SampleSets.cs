namespace MlpGen.Playground.Learning;

/// <summary>The data sets of the page. Those that are drawn are the same each time.</summary>
public static class SampleSets
{
    /// <summary>Their names, as they stand in links.</summary>
    public static IReadOnlyList<string> Names { get; } = ["xor", "circles", "spirals", "cubic"];

    /// <summary>A data set by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Samples Of(string name) => name switch
    {
        "xor" => Xor(),
        "circles" => Circles(),
        "spirals" => Spirals(),
        "cubic" => Cubic(),
        _ => throw new ArgumentException($"Expected one of {string.Join(", ", Names)}, but it is '{name}'.", nameof(name)),
    };

    /// <summary>The four corners.</summary>
    private static Samples Xor() => new("xor", 2, 1, [0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0], IsClassification: true);

    /// <summary>A disc, and a ring around it.</summary>
    private static Samples Circles()
    {
        var random = new Random(3);
        return Classes("circles", 200, sample =>
        {
            double angle = random.NextDouble() * Math.Tau, radius = sample % 2 == 0 ? 0.4 * Math.Sqrt(random.NextDouble()) : 0.7 + (0.3 * random.NextDouble());
            return (radius * Math.Cos(angle), radius * Math.Sin(angle));
        });
    }

    /// <summary>Two arms, a turn and a quarter each. They reach to 3: within 1, a tanh is nearly a line, and nothing would happen for long.</summary>
    private static Samples Spirals()
    {
        var random = new Random(5);
        return Classes("spirals", 200, sample =>
        {
            double along = (sample / 2 + 1) / 100.0, angle = (along * 1.25 * Math.Tau) + (sample % 2 == 0 ? 0 : Math.PI);
            double noise() => 0.06 * (random.NextDouble() - 0.5);
            return ((3 * along * Math.Cos(angle)) + noise(), (3 * along * Math.Sin(angle)) + noise());
        });
    }

    /// <summary>y = x³ + 2x² on [−2, 2], a quarter as large, so that no rate of learning has to be tiny.</summary>
    private static Samples Cubic()
    {
        double[] x = [.. Enumerable.Range(0, 41).Select(static i => -2 + (i * 0.1))];
        return new("cubic", 1, 1, x, [.. x.Select(static x => ((x * x * x) + (2 * x * x)) / 4)], IsClassification: false);
    }

    private static Samples Classes(string name, int count, Func<int, (double X, double Y)> place)
    {
        var points = Enumerable.Range(0, count).Select(place).ToArray();
        return new(name, 2, 1, [.. points.SelectMany(static p => new[] { p.X, p.Y })], [.. points.Select(static (_, i) => (double)(i % 2))], IsClassification: true);
    }
}
