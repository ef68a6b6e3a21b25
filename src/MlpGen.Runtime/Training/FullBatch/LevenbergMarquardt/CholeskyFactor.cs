using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Training;

/// <summary>U with Uᵀ·U = A + a diagonal, U upper triangular: the factor of Cholesky, panel by panel.</summary>
/// <param name="size">Rows and columns of A.</param>
internal sealed class CholeskyFactor(int size)
{
    private const int Width = PanelMatrix.Width;

    private readonly PanelMatrix _factor = new(size);
    private readonly double[] _product = new double[Width * Width];
    private readonly double[] _solution = new double[PanelMatrix.PanelsOf(size) * Width];

    /// <summary>Factors.</summary>
    /// <param name="matrix">A; of at least the same panels. Above the diagonal, its columns from size on must be zeros.</param>
    /// <param name="diagonal">What is added to the diagonal; size long.</param>
    /// <returns>Whether the matrix is positive definite, to rounding. If not, the factor is of no use.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryFactor(PanelMatrix matrix, ReadOnlySpan<double> diagonal)
    {
        for (int panel = 0; panel < _factor.Panels; panel++)
        {
            ReadOnlySpan<double> own = _factor.Panel(panel);
            for (int rows = 0; rows <= panel; rows++)
            {
                // What rows above contribute: those of the factor are there already, in this panel and in that of the rows.
                Span<double> block = _factor.Block(rows, panel);
                int above = rows * Width * Width;
                PanelProduct.Set(_factor.Panel(rows)[..above], own[..above], _product);
                matrix.Block(rows, panel).CopyTo(block);
                if (rows == panel)
                {
                    AddDiagonal(block, diagonal, panel * Width);
                }

                for (int i = 0; i < block.Length; i++)
                {
                    block[i] -= _product[i];
                }

                if (rows < panel)
                {
                    SolveBlock(_factor.Block(rows, rows), block);
                }
                else if (!TryFactorBlock(block))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Solves Uᵀ·U·x = b.</summary>
    /// <param name="right">b; size long.</param>
    /// <param name="solution">x, overwritten; it may be b.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(ReadOnlySpan<double> right, Span<double> solution)
    {
        Span<double> x = _solution;
        x.Clear();
        right.CopyTo(x);
        for (int panel = 0; panel < _factor.Panels; panel++) // Uᵀ·z = b
        {
            ReadOnlySpan<double> numbers = _factor.Panel(panel);
            Span<double> own = x.Slice(panel * Width, Width);
            for (int row = 0; row < (panel + 1) * Width; row++)
            {
                int diagonal = row - panel * Width;
                if (diagonal >= 0)
                {
                    own[diagonal] /= numbers[row * Width + diagonal];
                }

                double z = x[row];
                for (int column = Math.Max(0, diagonal + 1); column < Width; column++)
                {
                    own[column] -= numbers[row * Width + column] * z;
                }
            }
        }

        for (int panel = _factor.Panels - 1; panel >= 0; panel--) // U·x = z
        {
            ReadOnlySpan<double> numbers = _factor.Panel(panel);
            Span<double> own = x.Slice(panel * Width, Width);
            for (int row = (panel + 1) * Width - 1; row >= 0; row--)
            {
                int diagonal = row - panel * Width;
                double sum = x[row];
                for (int column = Math.Max(0, diagonal + 1); column < Width; column++)
                {
                    sum -= numbers[row * Width + column] * own[column];
                }

                x[row] = diagonal >= 0 ? sum / numbers[row * Width + diagonal] : sum;
            }
        }

        x[..size].CopyTo(solution);
    }

    /// <summary>Adds to the diagonal of A; where A ends before the panel does, the identity goes on.</summary>
    private static void AddDiagonal(Span<double> block, ReadOnlySpan<double> diagonal, int first)
    {
        for (int i = 0; i < Width; i++)
        {
            if (first + i < diagonal.Length)
            {
                block[i * Width + i] += diagonal[first + i];
            }
            else
            {
                block[i * Width + i] = 1;
            }
        }
    }

    /// <summary>Factors a block of 16 × 16 on the diagonal.</summary>
    private static bool TryFactorBlock(Span<double> block)
    {
        for (int row = 0; row < Width; row++)
        {
            Span<double> own = block.Slice(row * Width, Width);
            for (int above = 0; above < row; above++)
            {
                Subtract(own, block.Slice(above * Width, Width), block[above * Width + row]);
            }

            double pivot = own[row];
            if (!(pivot > 0 && double.IsFinite(pivot)))
            {
                return false;
            }

            Divide(own, Math.Sqrt(pivot));
        }

        return true;
    }

    /// <summary>Solves Uᵀ·X = B in place, U being a factored block.</summary>
    private static void SolveBlock(ReadOnlySpan<double> factor, Span<double> block)
    {
        for (int row = 0; row < Width; row++)
        {
            Span<double> own = block.Slice(row * Width, Width);
            for (int above = 0; above < row; above++)
            {
                Subtract(own, block.Slice(above * Width, Width), factor[above * Width + row]);
            }

            Divide(own, factor[row * Width + row]);
        }
    }

    private static void Subtract(Span<double> row, ReadOnlySpan<double> other, double factor)
    {
        ref double to = ref MemoryMarshal.GetReference(row[..Width]);
        ref double from = ref MemoryMarshal.GetReference(other[..Width]);
        for (nuint i = 0; i < Width; i += 8)
        {
            (Vector512.LoadUnsafe(ref to, i) - Vector512.LoadUnsafe(ref from, i) * factor).StoreUnsafe(ref to, i);
        }
    }

    private static void Divide(Span<double> row, double divisor)
    {
        for (int i = 0; i < Width; i++)
        {
            row[i] /= divisor;
        }
    }
}
