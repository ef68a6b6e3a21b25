using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>S = q·Q + c of a layer: the sums in <see cref="int"/> of one sample after the other, or of six together.</summary>
/// <remarks>
/// Weights lie as the sums want them: for each 4 inputs (2 of 16 bits), the weights of these for each output, so that 32 bits of the weights meet
/// 32 bits of the codes. Sums stay in registers while the inputs go by; several chains of them hide how long an addition takes.
/// </remarks>
/// <typeparam name="TVector">A vector of sums.</typeparam>
/// <typeparam name="TLanes">What can be done with it.</typeparam>
internal static class IntegerSums<TVector, TLanes>
    where TLanes : struct, IIntegerLanes<TVector>
{
    /// <summary>The vectors of one sample from output <paramref name="j"/> on, as many as are whole.</summary>
    /// <returns>The first output that is left.</returns>
    [MethodImpl(Loop.Inlined)]
    public static int One(ref int q, ref int weights, ref int c, ref int sums, int words, int outputs, int j)
    {
        for (; j + 8 * TLanes.Lanes <= outputs; j += 8 * TLanes.Lanes)
        {
            Eight(ref q, ref Unsafe.Add(ref weights, j), ref Unsafe.Add(ref c, j), ref Unsafe.Add(ref sums, j), words, outputs);
        }

        for (; j + 3 * TLanes.Lanes <= outputs; j += 3 * TLanes.Lanes)
        {
            Three(ref q, ref Unsafe.Add(ref weights, j), ref Unsafe.Add(ref c, j), ref Unsafe.Add(ref sums, j), words, outputs);
        }

        for (; j + TLanes.Lanes <= outputs; j += TLanes.Lanes)
        {
            Single(ref q, ref Unsafe.Add(ref weights, j), ref Unsafe.Add(ref c, j), ref Unsafe.Add(ref sums, j), words, outputs);
        }

        return j;
    }

    /// <summary>Some outputs of six samples, whose codes lie <paramref name="words"/> apart: two vectors, or one.</summary>
    /// <returns>The first output that is left; <paramref name="j"/> if no vector is whole.</returns>
    [MethodImpl(Loop.Inlined)]
    public static int Six(ref int q, ref int weights, ref int c, ref int sums, int words, int outputs, int j)
    {
        if (j + 2 * TLanes.Lanes <= outputs)
        {
            SixByTwo(ref q, ref Unsafe.Add(ref weights, j), ref Unsafe.Add(ref c, j), ref Unsafe.Add(ref sums, j), words, outputs);
            return j + 2 * TLanes.Lanes;
        }

        if (j + TLanes.Lanes <= outputs)
        {
            SixByOne(ref q, ref Unsafe.Add(ref weights, j), ref Unsafe.Add(ref c, j), ref Unsafe.Add(ref sums, j), words, outputs);
            return j + TLanes.Lanes;
        }

        return j;
    }

    [MethodImpl(Loop.Inlined)]
    private static void Eight(ref int q, ref int w, ref int c, ref int sums, int words, int outputs)
    {
        nint n = TLanes.Lanes;
        TVector s0 = TLanes.Load(ref c, 0), s1 = TLanes.Load(ref c, n), s2 = TLanes.Load(ref c, 2 * n), s3 = TLanes.Load(ref c, 3 * n);
        TVector s4 = TLanes.Load(ref c, 4 * n), s5 = TLanes.Load(ref c, 5 * n), s6 = TLanes.Load(ref c, 6 * n), s7 = TLanes.Load(ref c, 7 * n);
        for (nint g = 0; g < words; g++)
        {
            TVector codes = TLanes.Spread(Unsafe.Add(ref q, g));
            s0 = TLanes.AddProducts(s0, codes, TLanes.Load(ref w, 0));
            s1 = TLanes.AddProducts(s1, codes, TLanes.Load(ref w, n));
            s2 = TLanes.AddProducts(s2, codes, TLanes.Load(ref w, 2 * n));
            s3 = TLanes.AddProducts(s3, codes, TLanes.Load(ref w, 3 * n));
            s4 = TLanes.AddProducts(s4, codes, TLanes.Load(ref w, 4 * n));
            s5 = TLanes.AddProducts(s5, codes, TLanes.Load(ref w, 5 * n));
            s6 = TLanes.AddProducts(s6, codes, TLanes.Load(ref w, 6 * n));
            s7 = TLanes.AddProducts(s7, codes, TLanes.Load(ref w, 7 * n));
            w = ref Unsafe.Add(ref w, outputs);
        }

        TLanes.Store(s0, ref sums, 0);
        TLanes.Store(s1, ref sums, n);
        TLanes.Store(s2, ref sums, 2 * n);
        TLanes.Store(s3, ref sums, 3 * n);
        TLanes.Store(s4, ref sums, 4 * n);
        TLanes.Store(s5, ref sums, 5 * n);
        TLanes.Store(s6, ref sums, 6 * n);
        TLanes.Store(s7, ref sums, 7 * n);
    }

    /// <summary>Three vectors, each in two chains: of even and of odd words.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void Three(ref int q, ref int w, ref int c, ref int sums, int words, int outputs)
    {
        nint n = TLanes.Lanes;
        TVector s0 = TLanes.Load(ref c, 0), s1 = TLanes.Load(ref c, n), s2 = TLanes.Load(ref c, 2 * n);
        TVector t0 = TLanes.Spread(0), t1 = t0, t2 = t0;
        nint g = 0;
        for (; g + 1 < words; g += 2)
        {
            TVector even = TLanes.Spread(Unsafe.Add(ref q, g)), odd = TLanes.Spread(Unsafe.Add(ref q, g + 1));
            s0 = TLanes.AddProducts(s0, even, TLanes.Load(ref w, 0));
            s1 = TLanes.AddProducts(s1, even, TLanes.Load(ref w, n));
            s2 = TLanes.AddProducts(s2, even, TLanes.Load(ref w, 2 * n));
            w = ref Unsafe.Add(ref w, outputs);
            t0 = TLanes.AddProducts(t0, odd, TLanes.Load(ref w, 0));
            t1 = TLanes.AddProducts(t1, odd, TLanes.Load(ref w, n));
            t2 = TLanes.AddProducts(t2, odd, TLanes.Load(ref w, 2 * n));
            w = ref Unsafe.Add(ref w, outputs);
        }

        if (g < words)
        {
            TVector last = TLanes.Spread(Unsafe.Add(ref q, g));
            s0 = TLanes.AddProducts(s0, last, TLanes.Load(ref w, 0));
            s1 = TLanes.AddProducts(s1, last, TLanes.Load(ref w, n));
            s2 = TLanes.AddProducts(s2, last, TLanes.Load(ref w, 2 * n));
        }

        TLanes.Store(TLanes.Add(s0, t0), ref sums, 0);
        TLanes.Store(TLanes.Add(s1, t1), ref sums, n);
        TLanes.Store(TLanes.Add(s2, t2), ref sums, 2 * n);
    }

    /// <summary>One vector in four chains.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void Single(ref int q, ref int w, ref int c, ref int sums, int words, int outputs)
    {
        TVector s0 = TLanes.Load(ref c, 0), s1 = TLanes.Spread(0), s2 = s1, s3 = s1;
        nint g = 0;
        for (; g + 3 < words; g += 4)
        {
            s0 = TLanes.AddProducts(s0, TLanes.Spread(Unsafe.Add(ref q, g)), TLanes.Load(ref w, 0));
            s1 = TLanes.AddProducts(s1, TLanes.Spread(Unsafe.Add(ref q, g + 1)), TLanes.Load(ref w, outputs));
            s2 = TLanes.AddProducts(s2, TLanes.Spread(Unsafe.Add(ref q, g + 2)), TLanes.Load(ref w, 2 * (nint)outputs));
            s3 = TLanes.AddProducts(s3, TLanes.Spread(Unsafe.Add(ref q, g + 3)), TLanes.Load(ref w, 3 * (nint)outputs));
            w = ref Unsafe.Add(ref w, 4 * (nint)outputs);
        }

        for (; g < words; g++)
        {
            s0 = TLanes.AddProducts(s0, TLanes.Spread(Unsafe.Add(ref q, g)), TLanes.Load(ref w, 0));
            w = ref Unsafe.Add(ref w, outputs);
        }

        TLanes.Store(TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)), ref sums, 0);
    }

    [MethodImpl(Loop.Hot)]
    private static void SixByTwo(ref int q, ref int w, ref int c, ref int sums, int words, int outputs)
    {
        nint n = TLanes.Lanes, row = words;
        TVector a0 = TLanes.Load(ref c, 0), a1 = TLanes.Load(ref c, n);
        TVector b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1, e0 = a0, e1 = a1, f0 = a0, f1 = a1;
        ref int third = ref Unsafe.Add(ref q, 3 * row);
        for (nint g = words; g > 0; g--)
        {
            TVector w0 = TLanes.Load(ref w, 0), w1 = TLanes.Load(ref w, n);
            TVector codes = TLanes.Spread(q);
            a0 = TLanes.AddProducts(a0, codes, w0);
            a1 = TLanes.AddProducts(a1, codes, w1);
            codes = TLanes.Spread(Unsafe.Add(ref q, row));
            b0 = TLanes.AddProducts(b0, codes, w0);
            b1 = TLanes.AddProducts(b1, codes, w1);
            codes = TLanes.Spread(Unsafe.Add(ref q, 2 * row));
            c0 = TLanes.AddProducts(c0, codes, w0);
            c1 = TLanes.AddProducts(c1, codes, w1);
            codes = TLanes.Spread(third);
            d0 = TLanes.AddProducts(d0, codes, w0);
            d1 = TLanes.AddProducts(d1, codes, w1);
            codes = TLanes.Spread(Unsafe.Add(ref third, row));
            e0 = TLanes.AddProducts(e0, codes, w0);
            e1 = TLanes.AddProducts(e1, codes, w1);
            codes = TLanes.Spread(Unsafe.Add(ref third, 2 * row));
            f0 = TLanes.AddProducts(f0, codes, w0);
            f1 = TLanes.AddProducts(f1, codes, w1);
            w = ref Unsafe.Add(ref w, outputs);
            q = ref Unsafe.Add(ref q, 1);
            third = ref Unsafe.Add(ref third, 1);
        }

        nint to = 0;
        Two(a0, a1, ref sums, to);
        Two(b0, b1, ref sums, to += outputs);
        Two(c0, c1, ref sums, to += outputs);
        Two(d0, d1, ref sums, to += outputs);
        Two(e0, e1, ref sums, to += outputs);
        Two(f0, f1, ref sums, to + outputs);
    }

    [MethodImpl(Loop.Inlined)]
    private static void Two(TVector first, TVector second, ref int sums, nint at)
    {
        TLanes.Store(first, ref sums, at);
        TLanes.Store(second, ref sums, at + TLanes.Lanes);
    }

    [MethodImpl(Loop.Hot)]
    private static void SixByOne(ref int q, ref int w, ref int c, ref int sums, int words, int outputs)
    {
        nint row = words;
        TVector s0 = TLanes.Load(ref c, 0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
        ref int third = ref Unsafe.Add(ref q, 3 * row);
        for (nint g = words; g > 0; g--)
        {
            TVector weights = TLanes.Load(ref w, 0);
            s0 = TLanes.AddProducts(s0, TLanes.Spread(q), weights);
            s1 = TLanes.AddProducts(s1, TLanes.Spread(Unsafe.Add(ref q, row)), weights);
            s2 = TLanes.AddProducts(s2, TLanes.Spread(Unsafe.Add(ref q, 2 * row)), weights);
            s3 = TLanes.AddProducts(s3, TLanes.Spread(third), weights);
            s4 = TLanes.AddProducts(s4, TLanes.Spread(Unsafe.Add(ref third, row)), weights);
            s5 = TLanes.AddProducts(s5, TLanes.Spread(Unsafe.Add(ref third, 2 * row)), weights);
            w = ref Unsafe.Add(ref w, outputs);
            q = ref Unsafe.Add(ref q, 1);
            third = ref Unsafe.Add(ref third, 1);
        }

        nint stride = outputs;
        TLanes.Store(s0, ref sums, 0);
        TLanes.Store(s1, ref sums, stride);
        TLanes.Store(s2, ref sums, 2 * stride);
        TLanes.Store(s3, ref sums, 3 * stride);
        TLanes.Store(s4, ref sums, 4 * stride);
        TLanes.Store(s5, ref sums, 5 * stride);
    }
}
