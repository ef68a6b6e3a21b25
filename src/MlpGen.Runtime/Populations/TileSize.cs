using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>How much of a run is computed at once, layer by layer: so much that calls of kernels do not count, and so little that what one layer
/// leaves is in the first cache when the next one reads it.</summary>
/// <param name="Columns">Columns for which a worker has memory; at least 2.</param>
/// <param name="Stripes">Stripes whose parameters stay in the cache, too: the way back reads them again.</param>
internal readonly record struct TileSize(int Columns, int Stripes)
{
    /// <summary>Bytes that the columns of a tile take at most, unless two are more.</summary>
    private const int ColumnBytes = 24 * 1024;

    /// <summary>The same of parameters, unless one stripe's are more.</summary>
    private const int ParameterBytes = 16 * 1024;

    /// <summary>More columns gain nothing.</summary>
    private const int MostColumns = 48;

    /// <summary>The size for so many vectors of a column, and so many of a stripe's parameters, and gradients if they are wanted.</summary>
    [MethodImpl(Loop.Inlined)]
    public static TileSize Of(int columnVectors, int parameterVectors)
    {
        int columns = Math.Clamp(ColumnBytes / (columnVectors * Widths.Bytes512), 2, MostColumns);
        return new(columns, Math.Clamp(ParameterBytes / (parameterVectors * Widths.Bytes512), 1, columns));
    }
}
