using MlpGen.Training;

namespace MlpGen.Tests.Training.FullBatch;

/// <summary>The direction of L-BFGS is that of the dense matrix which its formula makes of the same pairs.</summary>
public class LbfgsMemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)] // more than are kept
    public void The_direction_is_that_of_the_matrix_that_the_last_pairs_make(int pairs)
    {
        const int Size = 21, Kept = 4;
        var random = new Random(pairs);
        var memory = new LbfgsMemory<double>(Kept, Size);
        List<(double[] S, double[] Y)> all = [];
        for (int k = 0; k < pairs; k++)
        {
            double[] s = Numbers(random, Size), y = [.. s.Select((value, i) => (1 + i % 5) * value + 0.1 * (random.NextDouble() - 0.5))];
            memory.Add(s, y);
            all.Add((s, y));
        }

        double[] gradient = Numbers(random, Size), direction = new double[Size];
        memory.Direction(gradient, direction);
        double[] expected = Expected([.. all.TakeLast(Kept)], gradient);
        for (int i = 0; i < Size; i++)
        {
            Assert.Equal(expected[i], direction[i], 1e-10);
        }

        // What is saved and taken up again gives the same bits.
        double[] state = new double[memory.StateSize], again = new double[Size];
        memory.Save(state);
        var other = new LbfgsMemory<double>(Kept, Size);
        other.Load(state);
        other.Direction(gradient, again);
        Assert.Equal(direction, again);
    }

    [Fact]
    public void A_step_without_curvature_is_not_remembered()
    {
        var memory = new LbfgsMemory<float>(3, 2);
        memory.Add([1, 0], [0, 1]);
        memory.Add([1, 0], [-1, 0]);
        memory.Add([0, 0], [0, 0]);
        Assert.Equal(0, memory.Count);
        memory.Add([1, 0], [0.5f, 3]);
        Assert.Equal(1, memory.Count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0.5)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Numbers_that_are_no_memory_are_refused(double count)
    {
        var memory = new LbfgsMemory<double>(3, 2);
        double[] state = new double[memory.StateSize];
        state[0] = count;
        Assert.Throws<ArgumentException>("numbers", () => memory.Load(state));
    }

    /// <summary>−H·g, H ← (I − ρ·s·yᵀ)·H·(I − ρ·y·sᵀ) + ρ·s·sᵀ for each pair, from γ·I.</summary>
    private static double[] Expected((double[] S, double[] Y)[] pairs, double[] gradient)
    {
        int n = gradient.Length;
        double gamma = pairs.Length == 0 ? 1 : Dot(pairs[^1].S, pairs[^1].Y) / Dot(pairs[^1].Y, pairs[^1].Y);
        double[,] h = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            h[i, i] = gamma;
        }

        foreach ((double[] s, double[] y) in pairs)
        {
            double rho = 1 / Dot(s, y);
            double[,] left = new double[n, n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    left[i, j] = (i == j ? 1 : 0) - rho * s[i] * y[j];
                }
            }

            h = Product(Product(left, h), Transposed(left));
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    h[i, j] += rho * s[i] * s[j];
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => -Enumerable.Range(0, n).Sum(j => h[i, j] * gradient[j]))];
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        int n = a.GetLength(0);
        double[,] c = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++)
                {
                    c[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return c;
    }

    private static double[,] Transposed(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] t = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                t[j, i] = a[i, j];
            }
        }

        return t;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
}
