using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>The upper triangle of a symmetric matrix, or a triangular one, in panels of 16 columns: what <see cref="PanelProduct"/> works on.</summary>
/// <remarks>
/// Panel q has the columns 16q … 16q + 15, and of them the rows 0 … 16q + 15, one behind the other: half of the square, and a few numbers below the
/// diagonal. So a row of a panel is a vector or some, and a panel is read from its begin to its end.
/// </remarks>
internal sealed class PanelMatrix
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 16;

    private readonly AlignedBuffer<double> _numbers;

    /// <param name="size">Rows and columns; rounded up to whole panels.</param>
    public PanelMatrix(int size)
    {
        Panels = PanelsOf(size);
        _numbers = new AlignedBuffer<double>(checked((int)StartOf(Panels)));
    }

    /// <summary>How many panels there are.</summary>
    public int Panels { get; }

    /// <summary>All numbers.</summary>
    public Span<double> All => _numbers.Span;

    /// <summary>The bytes that a matrix takes.</summary>
    public static long BytesOf(int size) => sizeof(double) * StartOf(PanelsOf(size));

    /// <summary>How many panels hold so many columns.</summary>
    public static int PanelsOf(int columns) => (columns + Width - 1) / Width;

    /// <summary>The rows of a panel, from the first on.</summary>
    public Span<double> Panel(int panel) => _numbers.Span.Slice((int)StartOf(panel), (panel + 1) * Width * Width);

    /// <summary>Where 16 rows of a panel meet its columns.</summary>
    /// <param name="rows">Rows 16·rows and the next; not below the diagonal.</param>
    /// <param name="panel">The panel.</param>
    public Span<double> Block(int rows, int panel) => Panel(panel).Slice(rows * Width * Width, Width * Width);

    /// <summary>A number on or above the diagonal.</summary>
    public ref double At(int row, int column) => ref Panel(column / Width)[row * Width + column % Width];

    private static long StartOf(int panel) => (long)Width * Width * panel * (panel + 1) / 2;
}
