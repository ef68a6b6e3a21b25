using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MlpGen.Numerics;

namespace MlpGen.Evolution;

/// <summary>The standard normal numbers that members are drawn by: a function of seed, generation, member and place, so that any part of them may be
/// drawn anywhere, at any time.</summary>
/// <remarks>
/// Box and Muller, eight pairs at a time: r·cos(2π·v) and r·sin(2π·v), with r = √(−2·ln u), u uniform in (0, 1] and v in [0, 1), of bits of
/// <see cref="RandomSource"/>. By +, −, ×, ÷ and √ alone, each rounded for itself: the same bits on every machine. No number is beyond ±8.5.
/// </remarks>
internal static class NormalNoise
{
    /// <summary>Numbers come in groups of so many: eight cosines, then eight sines.</summary>
    public const int Group = 16;

    private const int Lanes = Group / 2;
    private const int FractionBits = 52;
    private const ulong FractionMask = (1UL << FractionBits) - 1;
    private const ulong One = 1023UL << FractionBits;

    /// <summary>2⁵²: added to a whole number, its digits are the last bits.</summary>
    private const double Shift = 1UL << FractionBits;

    /// <summary>Draws the numbers from a place on.</summary>
    /// <param name="noise">Overwritten.</param>
    /// <param name="key">What <see cref="RandomSource.KeyOf"/> gives.</param>
    /// <param name="first">The place of the first; a multiple of <see cref="Group"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<double> noise, ulong key, int first = 0)
    {
        int i = 0;
        for (; i <= noise.Length - Group; i += Group)
        {
            Draw(unchecked(key + (uint)(first + i)), out Vector512<double> cosines, out Vector512<double> sines);
            cosines.CopyTo(noise[i..]);
            sines.CopyTo(noise[(i + Lanes)..]);
        }

        if (i < noise.Length)
        {
            Span<double> rest = stackalloc double[Group];
            Draw(unchecked(key + (uint)(first + i)), out Vector512<double> cosines, out Vector512<double> sines);
            cosines.CopyTo(rest);
            sines.CopyTo(rest[Lanes..]);
            rest[..(noise.Length - i)].CopyTo(noise[i..]);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void Draw(ulong place, out Vector512<double> cosines, out Vector512<double> sines)
    {
        Vector512<double> one = Vector512<double>.One;
        Vector512<double> u = Vector512.Create(2.0) - OneToTwo(RandomSource.BitsAt(place, 0));
        Vector512<double> v = OneToTwo(RandomSource.BitsAt(place, Lanes)) - one;
        Vector512<double> radius = Vector512.Sqrt(Vector512.Create(-2.0) * Log(u));

        // Off the nearest quarter turn, |angle| ≤ π/4.
        Vector512<double> quarters = Vector512.Floor(Vector512.Create(4.0) * v + Vector512.Create(0.5));
        Vector512<double> angle = Vector512.Create(6.2831853071795864769) * (v - quarters * Vector512.Create(0.25));
        Vector512<ulong> turn = (quarters + Vector512.Create(Shift)).AsUInt64();
        Vector512<double> isOdd = Vector512.Equals(turn & Vector512<ulong>.One, Vector512<ulong>.One).AsDouble();
        Vector512<double> cosine = Cosine(angle), sine = Sine(angle);
        Vector512<ulong> two = Vector512.Create(2UL);
        Vector512<ulong> cosineSign = ((turn + Vector512<ulong>.One) & two) << 62, sineSign = (turn & two) << 62;
        cosines = radius * (Vector512.ConditionalSelect(isOdd, sine, cosine).AsUInt64() ^ cosineSign).AsDouble();
        sines = radius * (Vector512.ConditionalSelect(isOdd, cosine, sine).AsUInt64() ^ sineSign).AsDouble();
    }

    /// <summary>A number in [1, 2) of the upper 52 bits.</summary>
    [MethodImpl(Loop.Inlined)]
    private static Vector512<double> OneToTwo(Vector512<ulong> bits) => ((bits >> 12) | Vector512.Create(One)).AsDouble();

    /// <summary>ln u, as <see cref="PortableMath.Log"/> has it.</summary>
    [MethodImpl(Loop.Inlined)]
    private static Vector512<double> Log(Vector512<double> u)
    {
        Vector512<ulong> bits = u.AsUInt64();
        Vector512<double> k = ((bits >> FractionBits) | Vector512.Create(Shift).AsUInt64()).AsDouble() - Vector512.Create(Shift + 1023);
        Vector512<double> m = ((bits & Vector512.Create(FractionMask)) | Vector512.Create(One)).AsDouble();
        Vector512<double> isLarge = Vector512.GreaterThan(m, Vector512.Create(1.4142135623730950488));
        m = Vector512.ConditionalSelect(isLarge, m * Vector512.Create(0.5), m);
        k += isLarge & Vector512<double>.One;
        Vector512<double> s = (m - Vector512<double>.One) / (m + Vector512<double>.One);
        Vector512<double> q = s * s;
        Vector512<double> tail = Vector512.Create(1.0 / 23);
        tail = Vector512.Create(1.0 / 21) + q * tail;
        tail = Vector512.Create(1.0 / 19) + q * tail;
        tail = Vector512.Create(1.0 / 17) + q * tail;
        tail = Vector512.Create(1.0 / 15) + q * tail;
        tail = Vector512.Create(1.0 / 13) + q * tail;
        tail = Vector512.Create(1.0 / 11) + q * tail;
        tail = Vector512.Create(1.0 / 9) + q * tail;
        tail = Vector512.Create(1.0 / 7) + q * tail;
        tail = Vector512.Create(1.0 / 5) + q * tail;
        tail = Vector512.Create(1.0 / 3) + q * tail;
        return k * Vector512.Create(0.69314718055994530942) + Vector512.Create(2.0) * (s + s * (q * tail));
    }

    /// <summary>1 − x²/2! + x⁴/4! − … + x¹⁶/16!.</summary>
    [MethodImpl(Loop.Inlined)]
    private static Vector512<double> Cosine(Vector512<double> x)
    {
        Vector512<double> q = x * x;
        Vector512<double> sum = Vector512.Create(1.0 / 20922789888000);
        sum = Vector512.Create(-1.0 / 87178291200) + q * sum;
        sum = Vector512.Create(1.0 / 479001600) + q * sum;
        sum = Vector512.Create(-1.0 / 3628800) + q * sum;
        sum = Vector512.Create(1.0 / 40320) + q * sum;
        sum = Vector512.Create(-1.0 / 720) + q * sum;
        sum = Vector512.Create(1.0 / 24) + q * sum;
        sum = Vector512.Create(-1.0 / 2) + q * sum;
        return Vector512<double>.One + q * sum;
    }

    /// <summary>x − x³/3! + x⁵/5! − … + x¹⁷/17!.</summary>
    [MethodImpl(Loop.Inlined)]
    private static Vector512<double> Sine(Vector512<double> x)
    {
        Vector512<double> q = x * x;
        Vector512<double> sum = Vector512.Create(1.0 / 355687428096000);
        sum = Vector512.Create(-1.0 / 1307674368000) + q * sum;
        sum = Vector512.Create(1.0 / 6227020800) + q * sum;
        sum = Vector512.Create(-1.0 / 39916800) + q * sum;
        sum = Vector512.Create(1.0 / 362880) + q * sum;
        sum = Vector512.Create(-1.0 / 5040) + q * sum;
        sum = Vector512.Create(1.0 / 120) + q * sum;
        sum = Vector512.Create(-1.0 / 6) + q * sum;
        return x + x * (q * sum);
    }
}
