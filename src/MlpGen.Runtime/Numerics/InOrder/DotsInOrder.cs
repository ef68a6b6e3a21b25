using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>y = x·W + b of samples with one output: W is a column, contiguous, and vectors run along the inputs. Input i goes to the sum i mod 16 (8 in
/// double precision), one after the other; then the sums are added as <see cref="LaneSums"/> does it, and b to them.</summary>
internal readonly struct DotsInOrder : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => Each<V, T, S>(ref w, ref b, ref x, ref y, inputs, samples);

    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static void Each<V, T, S>(ref T w, ref T b, ref T x, ref T y, int inputs, int samples)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        int lanes = SampleLanes.Group<T>(), whole = inputs - inputs % lanes;
        Span<T> memory = stackalloc T[lanes];
        ref T sums = ref MemoryMarshal.GetReference(memory);
        for (int s = 0; s < samples; s++)
        {
            for (int part = 0; part < lanes; part += S.Count)
            {
                V sum = S.EmptySum;
                for (nuint i = (nuint)part; i < (nuint)whole; i += (nuint)lanes)
                {
                    sum = S.MultiplyAdd(S.Load(ref x, i), S.Load(ref w, i), sum);
                }

                S.Store(sum, ref sums, (nuint)part);
            }

            for (int i = whole; i < inputs; i++)
            {
                ref T sum = ref Unsafe.Add(ref sums, i - whole);
                sum = Scalar.Add(sum, Scalar.Multiply(Unsafe.Add(ref x, i), Unsafe.Add(ref w, i)));
            }

            T dot = LaneSums.Of(ref sums);
            y = Unsafe.IsNullRef(ref b) ? dot : Scalar.Add(dot, b);
            y = ref Unsafe.Add(ref y, 1);
            x = ref Unsafe.Add(ref x, inputs);
        }
    }
}
