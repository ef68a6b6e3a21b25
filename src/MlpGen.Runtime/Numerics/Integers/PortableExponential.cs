using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>e^x with the same bits on every platform and in vectors of any width: by +, −, × and the bits of numbers alone, each rounded in one way
/// only, never fused.</summary>
/// <remarks>x = k·ln 2 + r with |r| ≤ ½·ln 2, so that e^x = 2ᵏ·e^r; e^r by its series up to r¹⁰/10!, of which the first term left out is below 2⁻⁴¹.</remarks>
internal static class PortableExponential
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2Upper = 0.693147180369123816490; // ln 2 with its last bits 0, so that multiples of it are exact
    private const double Ln2Lower = 1.90821492927058770002e-10;
    private const double WholeNumbers = 6755399441055744; // 1.5·2⁵²: adding it rounds to a whole number, which stands in the lowest bits then
    private const double Largest = 709;
    private const double Smallest = -708;
    private const int FractionBits = 52;
    private const long ExponentBias = 1023;

    /// <summary>Writes e^x over x, within 2⁻⁴⁰ of it, relative; x is taken as no less than −708 and no more than 709.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Exp(Span<double> x)
    {
        ref double start = ref MemoryMarshal.GetReference(x);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + Vector512<double>.Count <= x.Length; i += Vector512<double>.Count)
            {
                Exp(Vector512.LoadUnsafe(ref Unsafe.Add(ref start, i))).StoreUnsafe(ref Unsafe.Add(ref start, i));
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + Vector128<double>.Count <= x.Length; i += Vector128<double>.Count)
            {
                Exp(Vector128.LoadUnsafe(ref Unsafe.Add(ref start, i))).StoreUnsafe(ref Unsafe.Add(ref start, i));
            }
        }

        for (; i < x.Length; i++)
        {
            Unsafe.Add(ref start, i) = Exp(Unsafe.Add(ref start, i));
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static double Exp(double x)
    {
        x = x > Smallest ? x : Smallest;
        x = x < Largest ? x : Largest;
        double whole = x * Log2E + WholeNumbers, k = whole - WholeNumbers;
        double r = x - k * Ln2Upper - k * Ln2Lower;
        double q = r * r;
        double low = 1 + r + q * (1.0 / 2 + r * (1.0 / 6));
        double middle = 1.0 / 24 + r * (1.0 / 120) + q * (1.0 / 720 + r * (1.0 / 5040));
        double high = 1.0 / 40320 + r * (1.0 / 362880) + q * (1.0 / 3628800);
        double series = low + q * q * (middle + q * q * high);
        return series * BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(whole) + ExponentBias) << FractionBits);
    }

    [MethodImpl(Loop.Inlined)]
    private static Vector128<double> Exp(Vector128<double> x)
    {
        Vector128<double> one = Vector128.Create(1.0), smallest = Vector128.Create(Smallest), largest = Vector128.Create(Largest);
        x = Vector128.ConditionalSelect(Vector128.GreaterThan(x, smallest), x, smallest);
        x = Vector128.ConditionalSelect(Vector128.LessThan(x, largest), x, largest);
        Vector128<double> whole = x * Log2E + Vector128.Create(WholeNumbers), k = whole - Vector128.Create(WholeNumbers);
        Vector128<double> r = x - k * Ln2Upper - k * Ln2Lower;
        Vector128<double> q = r * r;
        Vector128<double> low = one + r + q * (Vector128.Create(1.0 / 2) + r * (1.0 / 6));
        Vector128<double> middle = Vector128.Create(1.0 / 24) + r * (1.0 / 120) + q * (Vector128.Create(1.0 / 720) + r * (1.0 / 5040));
        Vector128<double> high = Vector128.Create(1.0 / 40320) + r * (1.0 / 362880) + q * (1.0 / 3628800);
        Vector128<double> series = low + q * q * (middle + q * q * high);
        return series * Vector128.ShiftLeft(whole.AsInt64() + Vector128.Create(ExponentBias), FractionBits).AsDouble();
    }

    [MethodImpl(Loop.Inlined)]
    private static Vector512<double> Exp(Vector512<double> x)
    {
        Vector512<double> one = Vector512.Create(1.0), smallest = Vector512.Create(Smallest), largest = Vector512.Create(Largest);
        x = Vector512.ConditionalSelect(Vector512.GreaterThan(x, smallest), x, smallest);
        x = Vector512.ConditionalSelect(Vector512.LessThan(x, largest), x, largest);
        Vector512<double> whole = x * Log2E + Vector512.Create(WholeNumbers), k = whole - Vector512.Create(WholeNumbers);
        Vector512<double> r = x - k * Ln2Upper - k * Ln2Lower;
        Vector512<double> q = r * r;
        Vector512<double> low = one + r + q * (Vector512.Create(1.0 / 2) + r * (1.0 / 6));
        Vector512<double> middle = Vector512.Create(1.0 / 24) + r * (1.0 / 120) + q * (Vector512.Create(1.0 / 720) + r * (1.0 / 5040));
        Vector512<double> high = Vector512.Create(1.0 / 40320) + r * (1.0 / 362880) + q * (1.0 / 3628800);
        Vector512<double> series = low + q * q * (middle + q * q * high);
        return series * Vector512.ShiftLeft(whole.AsInt64() + Vector512.Create(ExponentBias), FractionBits).AsDouble();
    }
}
