using MlpGen.Evolution;

namespace MlpGen.Tests.Evolution;

/// <summary>Axes and their lengths, against what they are made of.</summary>
public class SymmetricEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(65)]
    public void A_matrix_of_known_values_is_taken_apart(int n)
    {
        // A = Σ λⱼ·rⱼ·rⱼᵀ, from 1e-6 to 1, two of them equal.
        double[][] rotation = Landscapes.Rotation(n, seed: n);
        double[] known = [.. Enumerable.Range(0, n).Select(j => Math.Pow(1e-6, n == 1 ? 0 : (double)j / (n - 1)))];
        if (n > 3)
        {
            known[2] = known[1];
        }

        double[] matrix = Matrix(n, (i, k) => Enumerable.Range(0, n).Sum(j => known[j] * rotation[j][i] * rotation[j][k]));
        (double[] values, double[] vectors) = Decompose(matrix, n);
        Assert.All(known.Order().Zip(values.Order()), pair => Assert.Equal(pair.First, pair.Second, 1e-14 * n));
        AssertDecomposed(matrix, values, vectors, n);
    }

    [Fact]
    public void Matrices_that_are_nearly_or_wholly_diagonal_are_taken_apart()
    {
        AssertDecomposed(Matrix(5, (_, _) => 0));
        AssertDecomposed(Matrix(5, (i, k) => i == k ? 1 : 0));
        AssertDecomposed(Matrix(5, (i, k) => i == k ? i - 2 : 0));
        AssertDecomposed(Matrix(6, (i, k) => Math.Abs(i - k) == 1 ? 1 : 0));
        AssertDecomposed(Matrix(6, (_, _) => 1));
        AssertDecomposed(Matrix(4, (i, k) => i + k == 3 ? 2 : 0));
    }

    [Fact]
    public void Random_matrices_are_taken_apart()
    {
        var random = new Random(5);
        for (int n = 1; n < 30; n++)
        {
            double[] any = [.. Enumerable.Range(0, n * n).Select(_ => random.NextDouble() - 0.5)];
            AssertDecomposed(Matrix(n, (i, k) => any[i * n + k] + any[k * n + i]));
        }
    }

    [Fact]
    public void What_is_not_finite_comes_to_an_end() =>
        Assert.False(new SymmetricEigen(3).TryDecompose(Matrix(3, (_, _) => double.NaN), new double[3], new double[9]));

    private static void AssertDecomposed(double[] matrix)
    {
        int n = (int)Math.Sqrt(matrix.Length);
        (double[] values, double[] vectors) = Decompose(matrix, n);
        AssertDecomposed(matrix, values, vectors, n);
    }

    /// <summary>A·v = λ·v, and V·Vᵀ = I.</summary>
    private static void AssertDecomposed(double[] matrix, double[] values, double[] vectors, int n)
    {
        double scale = 1e-14 * n * Math.Max(1, matrix.Max(Math.Abs));
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                double product = Enumerable.Range(0, n).Sum(k => matrix[i * n + k] * vectors[j * n + k]);
                Assert.Equal(values[j] * vectors[j * n + i], product, scale);
                double cosine = Enumerable.Range(0, n).Sum(k => vectors[i * n + k] * vectors[j * n + k]);
                Assert.Equal(i == j ? 1 : 0, cosine, 1e-14 * n);
            }
        }
    }

    private static (double[] Values, double[] Vectors) Decompose(double[] matrix, int n)
    {
        double[] values = new double[n], vectors = new double[n * n];
        Assert.True(new SymmetricEigen(n).TryDecompose(matrix, values, vectors));
        return (values, vectors);
    }

    private static double[] Matrix(int n, Func<int, int, double> element) =>
        [.. Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(0, n).Select(k => element(i, k)))];
}
