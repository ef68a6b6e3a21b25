using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>Rows of numbers in panels of 16 columns, one panel behind the other; what fills up the last is zero.</summary>
/// <param name="rows">The most rows.</param>
/// <param name="columns">Their length.</param>
internal sealed class PanelRows(int rows, int columns)
{
    private const int Width = PanelMatrix.Width;

    private readonly AlignedBuffer<double> _numbers = new(checked(rows * PanelMatrix.PanelsOf(columns) * Width));

    /// <summary>The first rows of a panel.</summary>
    public ReadOnlySpan<double> Panel(int panel, int count) => _numbers.Span.Slice(panel * rows * Width, count * Width);

    /// <summary>Sets one number.</summary>
    public void Set(int row, int column, double value) => _numbers.Span[(column / Width * rows + row) * Width + column % Width] = value;

    /// <summary>Sets the first numbers of a row.</summary>
    /// <param name="row">Which.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="scale">What they are multiplied by, in double precision.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set<T>(int row, ReadOnlySpan<T> values, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int first = 0; first < values.Length; first += Width)
        {
            Span<double> to = _numbers.Span.Slice((first / Width * rows + row) * Width, Width);
            ReadOnlySpan<T> from = values.Slice(first, Math.Min(Width, values.Length - first));
            for (int i = 0; i < from.Length; i++)
            {
                to[i] = scale * double.CreateTruncating(from[i]);
            }
        }
    }
}
