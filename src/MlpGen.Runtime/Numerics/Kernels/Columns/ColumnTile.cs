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

    /// <summary>Turns rows of a batch into columns, and clears what is behind the samples, where steps that go through whole rows compute, too: there
    /// might be subnormal numbers of an earlier call, with which an instruction can take a hundred times as long.</summary>
    /// <param name="rows"><paramref name="samples"/> rows of <paramref name="width"/>.</param>
    /// <param name="columns"><paramref name="width"/> rows of <see cref="Samples"/>.</param>
    /// <param name="samples">1 to <see cref="Samples"/>.</param>
    /// <param name="width">Units.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn<T>(ref T rows, ref T columns, int samples, int width)
        where T : unmanaged
    {
        Clear(ref columns, samples, Samples, width);
        TurnSamples(ref rows, ref columns, samples, width);
    }

    /// <summary>The same for what sums alone read: of them none reaches behind the last vector of samples. To clear all takes as long as a narrow
    /// layer of as many inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TurnForSums<T>(ref T rows, ref T columns, int samples, int width)
        where T : unmanaged
    {
        int lanes = Widths.Bytes512 / Unsafe.SizeOf<T>();
        Clear(ref columns, samples, (samples + lanes - 1) / lanes * lanes, width);
        TurnSamples(ref rows, ref columns, samples, width);
    }

    /// <summary>Clears from the last whole vector of samples on, before they come: a whole vector is one store, what is left of it would be several.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void Clear<T>(ref T columns, int samples, int end, int width)
        where T : unmanaged
    {
        int lanes = Widths.Bytes512 / Unsafe.SizeOf<T>(), first = samples - (samples % lanes);
        for (int unit = 0; unit < width && first < end; unit++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref columns, (unit * Samples) + first), end - first).Zero();
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void TurnSamples<T>(ref T rows, ref T columns, int samples, int width)
        where T : unmanaged
    {
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
