using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <content>One sample of each member: blocks of as many results as registers hold, each weight read once.</content>
internal static partial class MemberProduct<V, T, S, TWay, TFinish>
{
    [MethodImpl(Loop.Hot)]
    private static void OneSample(ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, int results, double alpha)
    {
        int r = 0;
        for (; TWay.IsOnward && Unsafe.SizeOf<V>() == Widths.Bytes512 && r + 16 <= results; r += 16)
        {
            Sixteen(r, ref w, outputs, ref b, ref x, ref other, ref y, terms, alpha);
        }

        for (; r + 8 <= results; r += 8)
        {
            Eight(r, ref w, outputs, ref b, ref x, ref other, ref y, terms, alpha);
        }

        if (r + 4 <= results)
        {
            Four(r, ref w, outputs, ref b, ref x, ref other, ref y, terms, alpha);
            r += 4;
        }

        switch (results - r)
        {
            case 3:
                Three(r, ref w, outputs, ref b, ref x, ref other, ref y, terms, alpha);
                break;
            case 2:
                Two(r, ref w, outputs, ref b, ref x, ref other, ref y, terms, alpha);
                break;
            case 1:
                One(r, ref w, outputs, ref b, ref x, ref other, ref y, terms, alpha);
                break;
        }
    }

    /// <summary>Sixteen results, for which there are registers with 512 bits: rows of W of sixteen outputs are read from the first to the last.</summary>
    [MethodImpl(Loop.Hot)]
    private static void Sixteen(int r, ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, double alpha)
    {
        w = ref Unsafe.Add(ref w, r * ResultStride(outputs));
        b = ref Bias(ref b, r);
        nuint at = (nuint)(r * S.Count);
        V s0 = Seed(ref b, 0), s1 = Seed(ref b, 1), s2 = Seed(ref b, 2), s3 = Seed(ref b, 3);
        V s4 = Seed(ref b, 4), s5 = Seed(ref b, 5), s6 = Seed(ref b, 6), s7 = Seed(ref b, 7);
        V s8 = Seed(ref b, 8), s9 = Seed(ref b, 9), s10 = Seed(ref b, 10), s11 = Seed(ref b, 11);
        V s12 = Seed(ref b, 12), s13 = Seed(ref b, 13), s14 = Seed(ref b, 14), s15 = Seed(ref b, 15);
        for (int k = 0; k < terms; k++)
        {
            V value = S.Load(ref x);
            s0 = S.MultiplyAdd(value, S.Load(ref w), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 1 * S.Count)), s1);
            s2 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 2 * S.Count)), s2);
            s3 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 3 * S.Count)), s3);
            s4 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 4 * S.Count)), s4);
            s5 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 5 * S.Count)), s5);
            s6 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 6 * S.Count)), s6);
            s7 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 7 * S.Count)), s7);
            s8 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 8 * S.Count)), s8);
            s9 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 9 * S.Count)), s9);
            s10 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 10 * S.Count)), s10);
            s11 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 11 * S.Count)), s11);
            s12 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 12 * S.Count)), s12);
            s13 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 13 * S.Count)), s13);
            s14 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 14 * S.Count)), s14);
            s15 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 15 * S.Count)), s15);
            w = ref Unsafe.Add(ref w, TermStride(outputs));
            x = ref Unsafe.Add(ref x, S.Count);
        }

        nuint next = (nuint)S.Count;
        Store(s0, ref other, ref y, at + (0 * next), alpha);
        Store(s1, ref other, ref y, at + (1 * next), alpha);
        Store(s2, ref other, ref y, at + (2 * next), alpha);
        Store(s3, ref other, ref y, at + (3 * next), alpha);
        Store(s4, ref other, ref y, at + (4 * next), alpha);
        Store(s5, ref other, ref y, at + (5 * next), alpha);
        Store(s6, ref other, ref y, at + (6 * next), alpha);
        Store(s7, ref other, ref y, at + (7 * next), alpha);
        Store(s8, ref other, ref y, at + (8 * next), alpha);
        Store(s9, ref other, ref y, at + (9 * next), alpha);
        Store(s10, ref other, ref y, at + (10 * next), alpha);
        Store(s11, ref other, ref y, at + (11 * next), alpha);
        Store(s12, ref other, ref y, at + (12 * next), alpha);
        Store(s13, ref other, ref y, at + (13 * next), alpha);
        Store(s14, ref other, ref y, at + (14 * next), alpha);
        Store(s15, ref other, ref y, at + (15 * next), alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Eight(int r, ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, double alpha)
    {
        w = ref Unsafe.Add(ref w, r * ResultStride(outputs));
        b = ref Bias(ref b, r);
        nuint at = (nuint)(r * S.Count);
        V s0 = Seed(ref b, 0), s1 = Seed(ref b, 1), s2 = Seed(ref b, 2), s3 = Seed(ref b, 3);
        V s4 = Seed(ref b, 4), s5 = Seed(ref b, 5), s6 = Seed(ref b, 6), s7 = Seed(ref b, 7);
        for (int k = 0; k < terms; k++)
        {
            V value = S.Load(ref x);
            s0 = S.MultiplyAdd(value, S.Load(ref w), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, ResultStride(outputs))), s1);
            s2 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 2 * ResultStride(outputs))), s2);
            s3 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 3 * ResultStride(outputs))), s3);
            s4 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 4 * ResultStride(outputs))), s4);
            s5 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 5 * ResultStride(outputs))), s5);
            s6 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 6 * ResultStride(outputs))), s6);
            s7 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 7 * ResultStride(outputs))), s7);
            w = ref Unsafe.Add(ref w, TermStride(outputs));
            x = ref Unsafe.Add(ref x, S.Count);
        }

        nuint next = (nuint)S.Count;
        Store(s0, ref other, ref y, at, alpha);
        Store(s1, ref other, ref y, at + next, alpha);
        Store(s2, ref other, ref y, at + (2 * next), alpha);
        Store(s3, ref other, ref y, at + (3 * next), alpha);
        Store(s4, ref other, ref y, at + (4 * next), alpha);
        Store(s5, ref other, ref y, at + (5 * next), alpha);
        Store(s6, ref other, ref y, at + (6 * next), alpha);
        Store(s7, ref other, ref y, at + (7 * next), alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Four(int r, ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, double alpha)
    {
        w = ref Unsafe.Add(ref w, r * ResultStride(outputs));
        b = ref Bias(ref b, r);
        nuint at = (nuint)(r * S.Count);
        V s0 = Seed(ref b, 0), s1 = Seed(ref b, 1), s2 = Seed(ref b, 2), s3 = Seed(ref b, 3);
        for (int k = 0; k < terms; k++)
        {
            V value = S.Load(ref x);
            s0 = S.MultiplyAdd(value, S.Load(ref w), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, ResultStride(outputs))), s1);
            s2 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 2 * ResultStride(outputs))), s2);
            s3 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 3 * ResultStride(outputs))), s3);
            w = ref Unsafe.Add(ref w, TermStride(outputs));
            x = ref Unsafe.Add(ref x, S.Count);
        }

        nuint next = (nuint)S.Count;
        Store(s0, ref other, ref y, at, alpha);
        Store(s1, ref other, ref y, at + next, alpha);
        Store(s2, ref other, ref y, at + (2 * next), alpha);
        Store(s3, ref other, ref y, at + (3 * next), alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Three(int r, ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, double alpha)
    {
        w = ref Unsafe.Add(ref w, r * ResultStride(outputs));
        b = ref Bias(ref b, r);
        nuint at = (nuint)(r * S.Count);
        V s0 = Seed(ref b, 0), s1 = Seed(ref b, 1), s2 = Seed(ref b, 2);
        for (int k = 0; k < terms; k++)
        {
            V value = S.Load(ref x);
            s0 = S.MultiplyAdd(value, S.Load(ref w), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, ResultStride(outputs))), s1);
            s2 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, 2 * ResultStride(outputs))), s2);
            w = ref Unsafe.Add(ref w, TermStride(outputs));
            x = ref Unsafe.Add(ref x, S.Count);
        }

        Store(s0, ref other, ref y, at, alpha);
        Store(s1, ref other, ref y, at + (nuint)S.Count, alpha);
        Store(s2, ref other, ref y, at + (2 * (nuint)S.Count), alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Two(int r, ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, double alpha)
    {
        w = ref Unsafe.Add(ref w, r * ResultStride(outputs));
        b = ref Bias(ref b, r);
        nuint at = (nuint)(r * S.Count);
        V s0 = Seed(ref b, 0), s1 = Seed(ref b, 1);
        for (int k = 0; k < terms; k++)
        {
            V value = S.Load(ref x);
            s0 = S.MultiplyAdd(value, S.Load(ref w), s0);
            s1 = S.MultiplyAdd(value, S.Load(ref Unsafe.Add(ref w, ResultStride(outputs))), s1);
            w = ref Unsafe.Add(ref w, TermStride(outputs));
            x = ref Unsafe.Add(ref x, S.Count);
        }

        Store(s0, ref other, ref y, at, alpha);
        Store(s1, ref other, ref y, at + (nuint)S.Count, alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static void One(int r, ref T w, int outputs, ref T b, ref T x, ref T other, ref T y, int terms, double alpha)
    {
        w = ref Unsafe.Add(ref w, r * ResultStride(outputs));
        b = ref Bias(ref b, r);
        nuint at = (nuint)(r * S.Count);
        V sum = Seed(ref b, 0);
        for (int k = 0; k < terms; k++)
        {
            sum = S.MultiplyAdd(S.Load(ref x), S.Load(ref w), sum);
            w = ref Unsafe.Add(ref w, TermStride(outputs));
            x = ref Unsafe.Add(ref x, S.Count);
        }

        Store(sum, ref other, ref y, at, alpha);
    }

    [MethodImpl(Loop.Inlined)]
    private static ref T Bias(ref T b, int result) => ref Unsafe.IsNullRef(ref b) ? ref b : ref Unsafe.Add(ref b, result * S.Count);
}
