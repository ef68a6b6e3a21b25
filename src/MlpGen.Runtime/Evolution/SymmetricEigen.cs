using System.Runtime.CompilerServices;
using MlpGen.Training;

namespace MlpGen.Evolution;

/// <summary>A = Vᵀ·Λ·V of a symmetric matrix, the rows of V being its eigenvectors.</summary>
/// <remarks>
/// Householder reflections make A tridiagonal, implicit QR steps with Wilkinson's shift make that diagonal: Golub and Van Loan, <i>Matrix
/// Computations</i>, 4th edition, algorithms 8.3.1 to 8.3.3. About 10·n³/3 multiply-adds, all along rows. Scalar products and all else are rounded in
/// one order: the same bits on every machine.
/// </remarks>
/// <param name="size">n.</param>
internal sealed class SymmetricEigen(int size)
{
    /// <summary>Two to four are enough; this is for matrices that are not finite.</summary>
    private const int MostStepsPerValue = 60;

    private const double Epsilon = 2.220446049250313e-16;

    private readonly double[] _work = new double[checked(size * size)];
    private readonly double[] _scale = new double[size];
    private readonly double[] _product = new double[size];
    private readonly double[] _off = new double[size];

    /// <summary>Decomposes.</summary>
    /// <param name="matrix">A, row by row; both triangles.</param>
    /// <param name="values">λ, in no order; n long, overwritten.</param>
    /// <param name="vectors">V, n rows of n, overwritten.</param>
    /// <returns>Whether it came to an end: it does, if all numbers are finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryDecompose(ReadOnlySpan<double> matrix, Span<double> values, Span<double> vectors)
    {
        matrix.CopyTo(_work);
        for (int k = 0; k < size - 2; k++)
        {
            Reflect(k);
        }

        for (int k = 0; k < size; k++)
        {
            values[k] = Row(k)[k];
            _off[k] = k < size - 2 ? _off[k] : k == size - 2 ? Row(k)[k + 1] : 0;
        }

        Accumulate(vectors);
        return TryDiagonalize(values, vectors);
    }

    /// <summary>A ← H·A·H with H = I − β·v·vᵀ, which leaves of row k, right of the diagonal, one number. v takes the place of that row.</summary>
    private void Reflect(int k)
    {
        Span<double> v = Row(k)[(k + 1)..];
        double norm = Math.Sqrt(DotProduct.Of<double>(v, v));
        double rest = DotProduct.Of<double>(v[1..], v[1..]);
        if (rest == 0)
        {
            (_off[k], _scale[k]) = (v[0], 0);
            return;
        }

        // The sign by which nothing cancels.
        double alpha = v[0] > 0 ? -norm : norm;
        v[0] -= alpha;
        double beta = 2 / (v[0] * v[0] + rest);
        (_off[k], _scale[k]) = (alpha, beta);

        // p = β·A·v, w = p − (β/2·p·v)·v, A ← A − v·wᵀ − w·vᵀ
        Span<double> w = _product.AsSpan(0, v.Length);
        for (int i = 0; i < v.Length; i++)
        {
            w[i] = beta * DotProduct.Of<double>(Row(k + 1 + i)[(k + 1)..], v);
        }

        GradientSum.Add(w, v, -beta / 2 * DotProduct.Of<double>(w, v));
        for (int i = 0; i < v.Length; i++)
        {
            Span<double> row = Row(k + 1 + i)[(k + 1)..];
            GradientSum.Add(row, w, -v[i]);
            GradientSum.Add(row, v, -w[i]);
        }
    }

    /// <summary>Qᵀ of the reflections' product Q, by rows.</summary>
    private void Accumulate(Span<double> vectors)
    {
        vectors.Clear();
        for (int k = 0; k < size; k++)
        {
            vectors[k * size + k] = 1;
        }

        for (int k = size - 3; k >= 0; k--)
        {
            ReadOnlySpan<double> v = Row(k)[(k + 1)..];
            for (int i = k + 1; i < size && _scale[k] != 0; i++)
            {
                Span<double> row = vectors.Slice(i * size + k + 1, v.Length);
                GradientSum.Add(row, v, -_scale[k] * DotProduct.Of<double>(row, v));
            }
        }
    }

    /// <summary>From the last value to the first, each by steps on the block that ends with it and has no zero beside its diagonal.</summary>
    private bool TryDiagonalize(Span<double> diagonal, Span<double> vectors)
    {
        int left = MostStepsPerValue * size;
        for (int last = size - 1; last > 0;)
        {
            int first = last;
            while (first > 0 && !IsNegligible(first - 1, diagonal))
            {
                first--;
            }

            if (first == last)
            {
                last--;
            }
            else if (left-- > 0)
            {
                Step(first, last, diagonal, vectors);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private bool IsNegligible(int k, ReadOnlySpan<double> diagonal)
    {
        bool isNegligible = Math.Abs(_off[k]) <= Epsilon * (Math.Abs(diagonal[k]) + Math.Abs(diagonal[k + 1]));
        if (isNegligible)
        {
            _off[k] = 0;
        }

        return isNegligible;
    }

    /// <summary>One QR step: a rotation that would begin that of T − μ·I, and those that chase what it puts beside the three diagonals out.</summary>
    private void Step(int first, int last, Span<double> diagonal, Span<double> vectors)
    {
        double e = _off[last - 1], delta = (diagonal[last - 1] - diagonal[last]) / 2;
        double root = Math.Sqrt(delta * delta + e * e);
        double shift = diagonal[last] - e * e / (delta >= 0 ? delta + root : delta - root);
        double x = diagonal[first] - shift, z = _off[first];
        for (int k = first; k < last; k++)
        {
            double r = Math.Sqrt(x * x + z * z);
            double c = r == 0 ? 1 : x / r, s = r == 0 ? 0 : z / r;
            if (k > first)
            {
                _off[k - 1] = r;
            }

            double a = diagonal[k], b = diagonal[k + 1], off = _off[k];
            diagonal[k] = c * c * a + 2 * (c * s) * off + s * s * b;
            diagonal[k + 1] = s * s * a - 2 * (c * s) * off + c * c * b;
            _off[k] = (c * c - s * s) * off + c * s * (b - a);
            x = _off[k];
            if (k < last - 1)
            {
                z = s * _off[k + 1];
                _off[k + 1] = c * _off[k + 1];
            }

            RowRotation.Apply(vectors.Slice(k * size, size), vectors.Slice((k + 1) * size, size), c, s);
        }
    }

    private Span<double> Row(int k) => _work.AsSpan(k * size, size);
}
