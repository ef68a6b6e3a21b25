using System.Globalization;
using System.Numerics;

namespace MlpGen.Training;

/// <summary>How strongly a step is held back: μ, and the ν by which μ grows next.</summary>
/// <remarks>By the gain ratio ρ: H. B. Nielsen, Damping Parameter in Marquardt's Method (1999).</remarks>
/// <param name="Mu">μ; 0 before the first step.</param>
/// <param name="Nu">ν.</param>
internal readonly record struct Damping(double Mu, double Nu)
{
    /// <summary>How many numbers <see cref="Save"/> writes.</summary>
    public const int StateSize = 2 * Limbs;

    private const int Limbs = 3, LimbBits = 24;

    /// <summary>That of the first step: τ times the largest number on the diagonal of JᵀJ.</summary>
    public static Damping First(double tau, double largestDiagonal) => new(Math.Max(tau * largestDiagonal, double.Epsilon * (1L << 52)), 2);

    /// <summary>After a step that led down: μ ← μ·max(⅓, 1 − (2ρ − 1)³), ν ← 2.</summary>
    /// <param name="gain">ρ, the decrease over the one that the linear model promised.</param>
    public Damping After(double gain)
    {
        double deviation = 2 * gain - 1;
        return new Damping(Mu * Math.Max(1.0 / 3, 1 - deviation * deviation * deviation), 2);
    }

    /// <summary>After a step that did not: μ ← μ·ν, ν ← 2ν.</summary>
    public Damping Raised() => new(Mu * Nu, 2 * Nu);

    /// <summary>Writes the bits of both, 24 in a number: a float holds these exactly.</summary>
    public void Save<T>(Span<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < StateSize; i++)
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(i < Limbs ? Mu : Nu);
            numbers[i] = T.CreateChecked((bits >> (LimbBits * (i % Limbs))) & ((1 << LimbBits) - 1));
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ArgumentException">They are no such numbers.</exception>
    public static Damping Load<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<ulong> bits = stackalloc ulong[2];
        for (int i = 0; i < StateSize; i++)
        {
            T limb = numbers[i];
            if (!(T.IsInteger(limb) && limb >= T.Zero && limb < T.CreateChecked(i % Limbs == Limbs - 1 ? 1 << 16 : 1 << LimbBits)))
            {
                throw new ArgumentException(
                    $"Expected the bits of a damping, but number {i} is {limb.ToString(null, CultureInfo.InvariantCulture)}.", nameof(numbers));
            }

            bits[i / Limbs] |= ulong.CreateChecked(limb) << (LimbBits * (i % Limbs));
        }

        var damping = new Damping(BitConverter.UInt64BitsToDouble(bits[0]), BitConverter.UInt64BitsToDouble(bits[1]));
        return double.IsFinite(damping.Mu) && damping.Mu >= 0 && double.IsFinite(damping.Nu) && damping.Nu >= 0
            ? damping
            : throw new ArgumentException(FormattableString.Invariant($"Expected a damping that is finite and not negative, but found {damping}."), nameof(numbers));
    }
}
