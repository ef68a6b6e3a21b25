using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>
/// w += xᵀ·y of a tile, where a row of w, which is dW, is narrower than a vector: the transpose has long rows, so that is what is
/// summed.
/// </summary>
internal readonly struct NarrowWeightGradient : IKernel
{
    /// <summary>Columns of the transposed gradient that are summed at once on the stack: at most 3 KiB.</summary>
    private const int Chunk = 128;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        if (outputs == 1)
        {
            // A column is its own transpose.
            MatrixTile<V, T, S>.Multiply(
                ref y, 1, 1, 1, ref x, inputs, inputs, samples, ref Unsafe.NullRef<T>(), ref w, inputs, accumulate: true);
            return;
        }

        Span<T> memory = stackalloc T[outputs * Chunk];
        ref T sums = ref MemoryMarshal.GetReference(memory);
        for (int first = 0; first < inputs; first += Chunk)
        {
            // A last chunk that is too narrow for a vector moves back, and only its new columns are added.
            int start = Math.Min(first, inputs - S.Count);
            int columns = Math.Min(Chunk, inputs - start);
            MatrixTile<V, T, S>.Multiply(
                ref y, 1, outputs, outputs, ref Unsafe.Add(ref x, start), inputs, columns, samples,
                ref Unsafe.NullRef<T>(), ref sums, Chunk, accumulate: false);
            for (int j = 0; j < outputs; j++)
            {
                ref T target = ref Unsafe.Add(ref w, ((nint)first * outputs) + j);
                ref T sum = ref Unsafe.Add(ref sums, (j * Chunk) + first - start);
                for (int i = first - start; i < columns; i++)
                {
                    target = Scalar.Add(target, sum);
                    target = ref Unsafe.Add(ref target, outputs);
                    sum = ref Unsafe.Add(ref sum, 1);
                }
            }
        }
    }
}
