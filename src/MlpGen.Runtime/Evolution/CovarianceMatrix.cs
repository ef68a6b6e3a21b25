using System.Runtime.CompilerServices;
using MlpGen.Training;

namespace MlpGen.Evolution;

/// <summary>C of CMA-ES, and its axes: C = Σ dⱼ²·bⱼ·bⱼᵀ, bⱼ of length 1 and at right angles.</summary>
/// <remarks>The axes are those of C when it was last decomposed. Members are drawn by them, and measured by them, so that both fit each other.</remarks>
/// <param name="size">n.</param>
internal sealed class CovarianceMatrix(int size)
{
    private readonly double[] _matrix = Identity(size);
    private readonly double[] _axes = Identity(size);
    private readonly double[] _lengths = Ones(size);
    private readonly double[] _values = new double[size];
    private readonly SymmetricEigen _eigen = new(size);

    /// <summary>d, the lengths of the axes.</summary>
    public ReadOnlySpan<double> Lengths => _lengths;

    /// <summary>The largest d² over the smallest.</summary>
    public double Condition { get; private set; } = 1;

    /// <summary>bⱼ.</summary>
    public ReadOnlySpan<double> Axis(int j) => _axes.AsSpan(j * size, size);

    /// <summary>The variance of parameter i.</summary>
    public double Variance(int i) => _matrix[i * size + i];

    /// <summary>y = B·D·z = Σ dⱼ·zⱼ·bⱼ.</summary>
    /// <param name="standard">z.</param>
    /// <param name="step">y, overwritten.</param>
    public void Stretch(ReadOnlySpan<double> standard, Span<double> step)
    {
        step.Clear();
        for (int j = 0; j < size; j++)
        {
            GradientSum.Add(step, Axis(j), _lengths[j] * standard[j]);
        }
    }

    /// <summary>B·z = C^(−½)·y.</summary>
    /// <param name="standard">z.</param>
    /// <param name="turned">Overwritten.</param>
    public void Turn(ReadOnlySpan<double> standard, Span<double> turned)
    {
        turned.Clear();
        for (int j = 0; j < size; j++)
        {
            GradientSum.Add(turned, Axis(j), standard[j]);
        }
    }

    /// <summary>C ← kept·C + Σ weightₖ·vₖ·vₖᵀ, the lower triangle.</summary>
    /// <param name="kept">What C is multiplied by.</param>
    /// <param name="weights">One for each v.</param>
    /// <param name="vectors">The v, row by row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(double kept, ReadOnlySpan<double> weights, ReadOnlySpan<double> vectors)
    {
        for (int i = 0; i < size; i++)
        {
            Span<double> row = _matrix.AsSpan(i * size, i + 1);
            GradientSum.Set(row, row, kept);
            for (int k = 0; k < weights.Length; k++)
            {
                ReadOnlySpan<double> v = vectors.Slice(k * size, i + 1);
                if (weights[k] != 0)
                {
                    GradientSum.Add(row, v, weights[k] * v[i]);
                }
            }
        }
    }

    /// <summary>Finds the axes of C as it is now. Where rounding has left one of no length, C gets as much in every direction as it lacks.</summary>
    /// <param name="maxCondition">The largest condition that lengths may have.</param>
    public void Decompose(double maxCondition)
    {
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                _matrix[j * size + i] = _matrix[i * size + j];
            }
        }

        _eigen.TryDecompose(_matrix, _values, _axes);
        double least = Least(out double most);
        Condition = least > 0 ? most / least : double.PositiveInfinity;
        double lacking = Condition > maxCondition ? most / maxCondition - least : 0;
        for (int j = 0; j < size; j++)
        {
            _matrix[j * size + j] += lacking;
            _lengths[j] = Math.Sqrt(_values[j] + lacking);
        }
    }

    /// <summary>How many numbers <see cref="Remember"/> meets.</summary>
    public static int StateSize(int size) => checked(2 * size * size + size + 1);

    /// <summary>All that is remembered.</summary>
    public void Remember(ref StateCursor cursor)
    {
        double condition = Condition;
        cursor.Meet(_matrix);
        cursor.Meet(_axes);
        cursor.Meet(_lengths);
        cursor.Meet(ref condition);
        Condition = condition;
    }

    private double Least(out double most)
    {
        double least = _values[0];
        most = _values[0];
        foreach (double value in _values)
        {
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        return least;
    }

    private static double[] Identity(int size)
    {
        double[] identity = new double[checked(size * size)];
        for (int i = 0; i < size; i++)
        {
            identity[i * size + i] = 1;
        }

        return identity;
    }

    private static double[] Ones(int size)
    {
        double[] ones = new double[size];
        Array.Fill(ones, 1);
        return ones;
    }
}
