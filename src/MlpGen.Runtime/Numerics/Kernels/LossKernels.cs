using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>
/// b = the sum of the terms of x, the outputs, and <c>other</c>, the targets; y = their derivatives times w, a single number, unless y
/// is a null reference. The α is the δ of Huber.
/// </summary>
internal readonly struct LossTerms<TLoss> : IKernel
    where TLoss : struct, IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => b = Each<V, T, S>(ref x, ref other, ref y, outputs, alpha, w);

    /// <summary>
    /// At least one vector. The last may overlap the one before: it is read first and written last, so that dy may be y, and
    /// counts only where no other does.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Each<V, T, S>(ref T y, ref T t, ref T dy, int length, double delta, T scale)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint last = (nuint)(length - S.Count);
        V lastY = S.Load(ref y, last), lastT = S.Load(ref t, last), factor = S.Broadcast(scale), sum = default;
        bool differentiate = !Unsafe.IsNullRef(ref dy);
        nuint i = 0;
        for (; i < last; i += (nuint)S.Count)
        {
            V yi = S.Load(ref y, i), ti = S.Load(ref t, i);
            sum = S.Add(sum, TLoss.Value<V, T, S>(yi, ti, delta));
            if (differentiate)
            {
                S.Store(S.Multiply(TLoss.Derivative<V, T, S>(yi, ti, delta), factor), ref dy, i);
            }
        }

        sum = S.Add(sum, S.Keep(TLoss.Value<V, T, S>(lastY, lastT, delta), S.LastLanes(length - (int)i)));
        if (differentiate)
        {
            S.Store(S.Multiply(TLoss.Derivative<V, T, S>(lastY, lastT, delta), factor), ref dy, last);
        }

        return S.Sum(sum);
    }
}

/// <summary>
/// The same for fewer elements than the shortest vector has, one by one: the few outputs of one sample, inlined into the loop over
/// samples of a network that is unrolled, since a call would cost more than the sum.
/// </summary>
internal readonly struct FewLossTerms<TLoss> : IKernel
    where TLoss : struct, IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        V sum = default;
        for (int i = 0; i < outputs; i++)
        {
            V yi = S.Broadcast(Unsafe.Add(ref x, i)), ti = S.Broadcast(Unsafe.Add(ref other, i));
            sum = S.Add(sum, TLoss.Value<V, T, S>(yi, ti, alpha));
            if (!Unsafe.IsNullRef(ref y))
            {
                Unsafe.Add(ref y, i) = S.First(S.Multiply(TLoss.Derivative<V, T, S>(yi, ti, alpha), S.Broadcast(w)));
            }
        }

        b = S.First(sum);
    }
}
