using MlpGen.Training;

namespace MlpGen.Tests.Training.FullBatch;

/// <summary>The factor solves what elimination solves.</summary>
public class CholeskyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(32)]
    [InlineData(50)]
    [InlineData(100)]
    public void A_positive_definite_system_is_solved(int size)
    {
        (PanelMatrix matrix, double[,] dense) = Random(size, rows: 2 * size + 3);
        double[] diagonal = [.. Enumerable.Range(0, size).Select(i => 0.01 * (i + 1))], right = [.. Enumerable.Range(0, size).Select(i => Math.Sin(i))];
        for (int i = 0; i < size; i++)
        {
            dense[i, i] += diagonal[i];
        }

        var factor = new CholeskyFactor(size);
        Assert.True(factor.TryFactor(matrix, diagonal));
        double[] solution = [.. right];
        factor.Solve(solution, solution);
        double[] expected = Elimination.Solve(dense, right);
        double scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(solution), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * scale));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void A_singular_matrix_is_refused_and_solved_with_a_diagonal(int size)
    {
        (PanelMatrix matrix, _) = Random(size, rows: size / 2);
        var factor = new CholeskyFactor(size);
        double[] none = new double[size], some = [.. Enumerable.Repeat(1e-3, size)];
        none.AsSpan().Fill(-1e-12);
        Assert.False(factor.TryFactor(matrix, none));
        Assert.True(factor.TryFactor(matrix, some));
        some[size - 1] = double.NaN;
        Assert.False(factor.TryFactor(matrix, some));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Products_of_panels_are_products_of_matrices(int rows)
    {
        var random = new Random(rows);
        double[] a = [.. Enumerable.Range(0, 16 * rows).Select(_ => random.NextDouble() - 0.5)], b = [.. a.Select(x => x * x - 0.1)], c = new double[256];
        PanelProduct.Set(a, b, c);
        PanelProduct.Add(a, b, c);
        for (int i = 0; i < 16; i++)
        {
            for (int j = 0; j < 16; j++)
            {
                Assert.Equal(2 * Enumerable.Range(0, rows).Sum(r => a[16 * r + i] * b[16 * r + j]), c[16 * i + j], 1e-13);
            }
        }

        Assert.Throws<ArgumentException>(() => PanelProduct.Add(a, b[..^1], c));
    }

    private static (PanelMatrix Matrix, double[,] Dense) Random(int size, int rows)
    {
        var random = new Random(size);
        double[][] data = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, size).Select(_ => 2 * random.NextDouble() - 1).ToArray())];
        var matrix = new PanelMatrix(size);
        double[,] dense = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                dense[i, j] = data.Sum(row => row[i] * row[j]);
                if (i <= j)
                {
                    matrix.At(i, j) = dense[i, j];
                }
            }
        }

        return (matrix, dense);
    }
}
