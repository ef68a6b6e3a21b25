using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>A tile of samples in columns: a row of memory for each unit, with one number for each sample.</summary>
/// <remarks>
/// So a vector holds one unit of several samples, however few units a layer has: nothing is padded, nothing is summed across lanes
/// before the gradient is. Rows are always <see cref="Samples"/> long. In a tile of fewer samples kernels compute behind them too, where that
/// saves a case, but nothing that a caller reads ever depends on it.
/// </remarks>
internal static class ColumnTile
{
    /// <summary>The length of a row: the most samples in a tile.</summary>
    public const int Samples = 64;

    /// <summary>Turns rows of a batch into columns, and clears what is behind the samples: there might be subnormal numbers of an earlier call, with
    /// which an instruction can take a hundred times as long.</summary>
    /// <param name="rows"><paramref name="samples"/> rows of <paramref name="width"/>.</param>
    /// <param name="columns"><paramref name="width"/> rows of <see cref="Samples"/>.</param>
    /// <param name="samples">1 to <see cref="Samples"/>.</param>
    /// <param name="width">Units.</param>
    /// <param name="forSums">Whether sums alone read the columns, and so nothing behind the last vector of samples. To clear all takes as long as a
    /// narrow layer of as many inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn<T>(ref T rows, ref T columns, int samples, int width, bool forSums)
        where T : unmanaged
    {
        // Before the samples come, and from their last vector on: a whole one is one store, what is left of it would be several.
        int first = samples - (samples % (Widths.Bytes512 / Unsafe.SizeOf<T>())), end = forSums ? StackMemory.WholeLines<T>(samples) : Samples;
        for (int unit = 0; unit < width && first < end; unit++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref columns, (unit * Samples) + first), end - first).Zero();
        }

        if (width == 1)
        {
            MemoryMarshal.CreateReadOnlySpan(ref rows, samples).MoveTo(MemoryMarshal.CreateSpan(ref columns, samples));
        }
        else
        {
            Transposition<T>.Copy(ref rows, width, ref columns, Samples, samples, width);
        }
    }

    /// <summary>Turns columns back into rows of a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TurnBack<T>(ref T columns, ref T rows, int samples, int width)
        where T : unmanaged
    {
        if (width == 1)
        {
            MemoryMarshal.CreateReadOnlySpan(ref columns, samples).MoveTo(MemoryMarshal.CreateSpan(ref rows, samples));
        }
        else
        {
            Transposition<T>.Copy(ref columns, Samples, ref rows, width, width, samples);
        }
    }
}
