using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>da = dz·Wᵀ for a tile of samples, through panels of Wᵀ on the stack.</summary>
/// <remarks>
/// A panel holds two vectors of columns of Wᵀ (rows of W) for up to <see cref="PanelDepth"/> outputs: 16 KiB with 512-bit
/// vectors, whatever the layer. Transposing it costs about one multiply-add in sixteen for 64 samples.
/// </remarks>
internal static class InputGradientTile<V, T, S>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
{
    /// <summary>Outputs in one panel.</summary>
    private const int PanelDepth = 128;

    /// <summary>da[s, i] = Σⱼ dz[s, j] · W[i, j].</summary>
    /// <param name="dz">∂L/∂z, <paramref name="samples"/> × <paramref name="outputs"/>.</param>
    /// <param name="w">W, <paramref name="inputs"/> × <paramref name="outputs"/>.</param>
    /// <param name="da">∂L/∂a of the layer's inputs, <paramref name="samples"/> × <paramref name="inputs"/>; overlaps neither.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <param name="inputs">Rows of W, at least one vector.</param>
    /// <param name="outputs">Columns of W.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static void Multiply(ref T dz, ref T w, ref T da, int samples, int inputs, int outputs)
    {
        int width = 2 * S.Count;
        Span<T> memory = StackMemory.Align<T>(
            stackalloc T[(width * Math.Min(outputs, PanelDepth)) + Widths.Bytes512 / Unsafe.SizeOf<T>()], width * Math.Min(outputs, PanelDepth));
        ref T panel = ref MemoryMarshal.GetReference(memory);
        for (int i = 0; i < inputs; i += width)
        {
            // A last panel narrower than a vector moves back and writes some columns again, from a fresh start: none is added twice.
            int first = Math.Min(i, inputs - S.Count);
            int columns = Math.Min(width, inputs - first);
            for (int j = 0; j < outputs; j += PanelDepth)
            {
                int depth = Math.Min(PanelDepth, outputs - j);
                ref T block = ref Unsafe.Add(ref w, ((nint)first * outputs) + j);
                Transposition<T>.Copy(ref block, outputs, ref panel, width, columns, depth);
                MatrixTile<V, T, S>.Multiply(
                    ref Unsafe.Add(ref dz, j), outputs, 1, samples,
                    ref panel, width, columns, depth,
                    ref Unsafe.NullRef<T>(), ref Unsafe.Add(ref da, first), inputs, accumulate: j > 0);
            }
        }
    }
}
