using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>da = dz·Wᵀ of one sample, each sum in the order of the outputs, as <see cref="InputGradientTile{V, T, S}"/> takes it for many: by panels of Wᵀ on
/// the stack.</summary>
internal readonly struct InputGradientRow : IKernel
{
    /// <summary>The most outputs, those of one panel: more are more than one sum.</summary>
    public const int MostOutputs = 128;

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => Multiply<V, T, S>(ref x, ref w, ref y, inputs, outputs);

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static void Multiply<V, T, S>(ref T dz, ref T w, ref T da, int inputs, int outputs)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        int width = 2 * S.Count;
        Span<T> memory = StackMemory.Align<T>(stackalloc T[(width * outputs) + Widths.Bytes512 / Unsafe.SizeOf<T>()], width * outputs);
        ref T panel = ref MemoryMarshal.GetReference(memory);
        for (int i = 0; i < inputs; i += width)
        {
            // A last panel narrower than a vector moves back, and writes some of the numbers again.
            int first = Math.Min(i, inputs - S.Count), columns = Math.Min(width, inputs - first);
            Transposition<T>.Copy(ref Unsafe.Add(ref w, (nint)first * outputs), outputs, ref panel, columns, columns, outputs);
            RowInOrder<V, T, S>.Multiply(ref dz, ref panel, ref Unsafe.NullRef<T>(), ref Unsafe.Add(ref da, first), outputs, columns);
        }
    }
}
