using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>z = x·W + b and a = f(z) for one sample, while z is still in registers: for layers of few outputs or few inputs, where a pass of
/// its own over z would cost as much as the sums.</summary>
/// <remarks>One vector of outputs at a time, its terms dealt to four sums. Where vectors do not divide the outputs, the last
/// overlaps its neighbour and writes the same values.</remarks>
internal static class ActivatedRow<V, T, S, TFunction>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
    where TFunction : struct, IElementwise
{
    /// <summary>z[j] = b[j] + Σᵢ x[i] · W[i, j], a[j] = f(z[j]).</summary>
    /// <param name="x">The layer's input.</param>
    /// <param name="w">W, row by row.</param>
    /// <param name="b">The bias, or a null reference.</param>
    /// <param name="z">Written, or a null reference.</param>
    /// <param name="a">Written; overlaps nothing.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W, at least one vector.</param>
    /// <param name="alpha">The α of f.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(ref T x, ref T w, ref T b, ref T z, ref T a, int inputs, int outputs, double alpha)
    {
        nint stride = outputs;
        for (int column = 0; column < outputs; column += S.Count)
        {
            nuint at = (nuint)Math.Min(column, outputs - S.Count);
            V s0 = Unsafe.IsNullRef(ref b) ? default : S.Load(ref b, at);
            V s1 = default, s2 = s1, s3 = s1;
            ref T row = ref Unsafe.Add(ref w, at);
            ref T xi = ref x;
            int left = inputs;
            for (; left >= 4; left -= 4)
            {
                s0 = S.AddProduct(s0, xi, ref row);
                s1 = S.AddProduct(s1, Unsafe.Add(ref xi, 1), ref Unsafe.Add(ref row, stride));
                s2 = S.AddProduct(s2, Unsafe.Add(ref xi, 2), ref Unsafe.Add(ref row, 2 * stride));
                s3 = S.AddProduct(s3, Unsafe.Add(ref xi, 3), ref Unsafe.Add(ref row, 3 * stride));
                row = ref Unsafe.Add(ref row, 4 * stride);
                xi = ref Unsafe.Add(ref xi, 4);
            }

            for (; left > 0; left--)
            {
                s0 = S.AddProduct(s0, xi, ref row);
                row = ref Unsafe.Add(ref row, stride);
                xi = ref Unsafe.Add(ref xi, 1);
            }

            V sum = S.Add(S.Add(s0, s1), S.Add(s2, s3));
            if (!Unsafe.IsNullRef(ref z))
            {
                S.Store(sum, ref z, at);
            }

            S.Store(TFunction.Value<V, T, S>(sum, alpha), ref a, at);
        }
    }

    /// <summary>W is a single row: nothing is to be summed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OneInput(T x, ref T w, ref T b, ref T z, ref T a, int outputs, double alpha)
    {
        // Both ways in one method, and so compiled at once: else the first row of the other kind would wait for the JIT.
        if (IsNearZero(x, ref w, ref b, outputs))
        {
            OneInput(x, ref w, ref b, ref z, ref a, outputs, alpha, nearZero: true);
        }
        else
        {
            OneInput(x, ref w, ref b, ref z, ref a, outputs, alpha, nearZero: false);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void OneInput(T x, ref T w, ref T b, ref T z, ref T a, int outputs, double alpha, bool nearZero)
    {
        V input = S.Broadcast(x);
        for (int column = 0; column < outputs; column += S.Count)
        {
            nuint at = (nuint)Math.Min(column, outputs - S.Count);
            V sum = Sum(input, ref w, ref b, at);
            if (!Unsafe.IsNullRef(ref z))
            {
                S.Store(sum, ref z, at);
            }

            S.Store(Value(sum, alpha, nearZero), ref a, at);
        }
    }

    /// <summary>Σⱼ f(z[j]) · v[j], z as above: a layer and the one output of the next, a never leaving the registers.</summary>
    /// <param name="x">The layer's input.</param>
    /// <param name="w">W, row by row.</param>
    /// <param name="b">The bias, or a null reference.</param>
    /// <param name="v">W of the next layer, a single column.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W, at least one vector.</param>
    /// <param name="alpha">The α of f.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static T Dot(ref T x, ref T w, ref T b, ref T v, int inputs, int outputs, double alpha) =>
        inputs == 1 && IsNearZero(x, ref w, ref b, outputs)
            ? Dot(ref x, ref w, ref b, ref v, 1, outputs, alpha, nearZero: true)
            : Dot(ref x, ref w, ref b, ref v, inputs, outputs, alpha, nearZero: false);

    [MethodImpl(Loop.Inlined)]
    private static T Dot(ref T x, ref T w, ref T b, ref T v, int inputs, int outputs, double alpha, bool nearZero)
    {
        V sum = default;
        int column = 0;
        for (; column < outputs - S.Count; column += S.Count)
        {
            V z = Sum(ref x, ref w, ref b, (nuint)column, inputs, outputs);
            sum = S.MultiplyAdd(Value(z, alpha, nearZero), S.Load(ref v, (nuint)column), sum);
        }

        // The last vector overlaps its neighbour; what that has counted is left out.
        nuint last = (nuint)(outputs - S.Count);
        V a = S.Keep(Value(Sum(ref x, ref w, ref b, last, inputs, outputs), alpha, nearZero), S.LastLanes(outputs - column));
        return S.Sum(S.MultiplyAdd(a, S.Load(ref v, last), sum));
    }

    [MethodImpl(Loop.Inlined)]
    private static V Sum(ref T x, ref T w, ref T b, nuint at, int inputs, nint stride)
    {
        V z = Unsafe.IsNullRef(ref b) ? default : S.Load(ref b, at);
        for (int i = 0; i < inputs; i++)
        {
            z = S.AddProduct(z, Unsafe.Add(ref x, i), ref Unsafe.Add(ref Unsafe.Add(ref w, i * stride), at));
        }

        return z;
    }

    [MethodImpl(Loop.Inlined)]
    private static V Sum(V x, ref T w, ref T b, nuint at) =>
        S.MultiplyAdd(x, S.Load(ref w, at), Unsafe.IsNullRef(ref b) ? default : S.Load(ref b, at));

    /// <summary>Whether f is tanh, and all z of a single input so near to 0 that a polynomial will do. Sums of one term cost little to have
    /// twice, and a network is mostly on one side of it, so that the processor foresees the answer.</summary>
    [MethodImpl(Loop.Inlined)]
    private static bool IsNearZero(T x, ref T w, ref T b, int outputs)
    {
        if (typeof(TFunction) != typeof(TanhFunction))
        {
            return false;
        }

        V input = S.Broadcast(x);
        for (int column = 0; column < outputs; column += S.Count)
        {
            if (!S.AllWithin(Sum(input, ref w, ref b, (nuint)Math.Min(column, outputs - S.Count)), ActivationMath.NearZero))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(Loop.Inlined)]
    private static V Value(V z, double alpha, bool nearZero) =>
        nearZero ? ActivationMath.TanhNearZero<V, T, S>(z) : TFunction.Value<V, T, S>(z, alpha);
}
