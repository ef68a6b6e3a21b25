using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>Activations of a reproducible network over rows of units.</summary>
internal static class RowsInOrder
{
    /// <summary>a = f(z).</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Activate<T, TFunction>(ReadOnlySpan<T> z, Span<T> a, double alpha)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        if (typeof(TFunction) != typeof(IdentityFunction))
        {
            ref T none = ref Unsafe.NullRef<T>();
            Widths<UnfusedKernel<ElementwiseValue<TFunction>>>.Run(
                z.Length, ref none, ref none, ref MemoryMarshal.GetReference(z), ref none, ref MemoryMarshal.GetReference(a),
                0, z.Length, alpha: alpha);
        }
        else if (z != a)
        {
            z.MoveTo(a);
        }
    }

    /// <summary>dz = da ⊙ f' in place of da.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Chain<T, TSamples, TFunction>(TSamples samples, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz, double alpha)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
        where TFunction : struct, IElementwise =>
        OfSamples<UnfusedKernel<ElementwiseGradient<TFunction>>>.Chain<T, TSamples, TFunction>(samples, z, a, dz, alpha);

    /// <summary>p = softmax(z), each row on its own; p may be z.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Softmax<T>(ReadOnlySpan<T> z, Span<T> p, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Exponentials(z, p, outputs);
        for (int row = 0; row < p.Length; row += outputs)
        {
            Span<T> e = p.Slice(row, outputs);
            T scale = T.One / Sum(e);
            for (int j = 0; j < e.Length; j++)
            {
                e[j] *= scale;
            }
        }
    }

    /// <summary>e^(z − max z) of each row; they may be z.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Exponentials<T>(ReadOnlySpan<T> z, Span<T> e, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < z.Length; row += outputs)
        {
            ReadOnlySpan<T> from = z.Slice(row, outputs);
            Span<T> to = e.Slice(row, outputs);
            T max = Largest(from);
            for (int j = 0; j < from.Length; j++)
            {
                to[j] = from[j] - max;
            }
        }

        ref T none = ref Unsafe.NullRef<T>();
        ref T e0 = ref MemoryMarshal.GetReference(e);
        Widths<UnfusedKernel<ElementwiseValue<ExponentialFunction>>>.Run(
            z.Length, ref none, ref none, ref e0, ref none, ref e0, 0, z.Length);
    }

    /// <summary>e^(z − max) of a part of a row.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Exponentials<T>(ReadOnlySpan<T> z, Span<T> e, T max)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < z.Length; j++)
        {
            e[j] = z[j] - max;
        }

        ref T none = ref Unsafe.NullRef<T>();
        ref T e0 = ref MemoryMarshal.GetReference(e);
        Widths<UnfusedKernel<ElementwiseValue<ExponentialFunction>>>.Run(
            z.Length, ref none, ref none, ref e0, ref none, ref e0, 0, z.Length);
    }

    /// <summary>The largest; of a row with a NaN, any: its softmax is NaN either way.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Largest<T>(ReadOnlySpan<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T max = z[0];
        for (int j = 1; j < z.Length; j++)
        {
            max = z[j] > max ? z[j] : max;
        }

        return max;
    }

    /// <summary>One after the other.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Sum<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = numbers[0];
        for (int j = 1; j < numbers.Length; j++)
        {
            sum += numbers[j];
        }

        return sum;
    }

    /// <summary>e^x of x that are no more than 0, as an activation.</summary>
    private readonly struct ExponentialFunction : IElementwise
    {
        public static bool ReadsZ => false;

        public static bool IsShort => false;

        [MethodImpl(Loop.Inlined)]
        public static V Value<V, T, S>(V z, double alpha)
            where V : struct
            where S : ISimd<V, T> => ActivationMath.ExpBounded<V, T, S>(z);

        [MethodImpl(Loop.Inlined)]
        public static V Derivative<V, T, S>(V a, double alpha)
            where V : struct
            where S : ISimd<V, T> => a;

        [MethodImpl(Loop.Inlined)]
        public static V SecondDerivative<V, T, S>(V a, double alpha)
            where V : struct
            where S : ISimd<V, T> => a;

        [MethodImpl(Loop.Inlined)]
        public static V ThirdDerivative<V, T, S>(V a, double alpha)
            where V : struct
            where S : ISimd<V, T> => a;
    }
}
