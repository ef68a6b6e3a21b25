using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A small random generator that gives the same numbers for the same seed on every platform and for ever.</summary>
/// <remarks>
/// <para>
/// The bits are SplitMix64's (Steele, Lea and Flood, <i>Fast splittable pseudorandom number generators</i>, OOPSLA 2014): a
/// counter that steps by the odd constant γ = 0x9E3779B97F4A7C15, scrambled by two multiplications. 64 bits of state, period
/// 2⁶⁴. Good for drawing weights; not for secrets.
/// </para>
/// <para>
/// A uniform number takes one draw, a normal one two. Both are computed in <see cref="double"/> and converted when stored, so
/// that a float network and a double network of one seed differ by that rounding alone.
/// </para>
/// <para>It is a mutable struct: hand it on by <c>ref</c>, or both copies give the same numbers.</para>
/// </remarks>
/// <param name="seed">Any number, negative ones too. Different seeds give unrelated sequences.</param>
public partial struct RandomSource(int seed)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong _state = unchecked((ulong)seed);

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            _state += Gamma;
            return Scramble(_state);
        }
    }

    /// <summary>The bits that stand at a place of the sequence of seed 0, whatever stands before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong BitsAt(ulong place) => Scramble(unchecked((place + 1) * Gamma));

    /// <summary>The sequence from a place on.</summary>
    internal static RandomSource At(ulong place) => new(0) { _state = unchecked(place * Gamma) };

    /// <summary>The bits at eight places, one after the other.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static Vector512<ulong> BitsAt(ulong place, uint offset)
    {
        Vector512<ulong> places = Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7) + Vector512.Create(unchecked(place + offset + 1));
        Vector512<ulong> bits = places * Vector512.Create(Gamma);
        bits = (bits ^ (bits >> 30)) * Vector512.Create(0xBF58476D1CE4E5B9);
        bits = (bits ^ (bits >> 27)) * Vector512.Create(0x94D049BB133111EB);
        return bits ^ (bits >> 31);
    }

    /// <summary>A place of the sequence for each member of each generation of a search: the numbers that follow have nothing to do with each
    /// other.</summary>
    /// <param name="seed">Names the search.</param>
    /// <param name="generation">0 for the first.</param>
    /// <param name="member">0 for the first.</param>
    internal static ulong KeyOf(int seed, int generation, int member)
    {
        ulong search = BitsAt(unchecked(BitsAt((uint)generation) + ((ulong)(uint)seed << 32)));
        return BitsAt(unchecked(search + (uint)member));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Scramble(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }

    /// <summary>A number drawn uniformly from [0, 1): a multiple of 2⁻⁵³, made of the upper 53 of 64 bits.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number drawn from the normal distribution with mean 0 and standard deviation 1.</summary>
    /// <remarks>
    /// Box and Muller (1958): √(−2·ln u)·cos(2π·v), with u uniform in (0, 1] and v in [0, 1). The sine, a second normal number
    /// for free, is not used: what is drawn then depends on nothing but the state. No number is beyond ±8.6.
    /// </remarks>
    public double NextNormal()
    {
        double u = 1 - NextUniform();
        double v = NextUniform();
        return Math.Sqrt(-2 * PortableMath.Log(u)) * PortableMath.CosineOfTurns(v);
    }
}
