using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>Whether the hardware multiplies and adds with one rounding. A constant to the JIT.</summary>
    internal static bool IsFused
    {
        [MethodImpl(Inline)]
        get => Fma.IsSupported || AdvSimd.IsSupported;
    }

    /// <summary>a·b − product: what rounding took from a product, exactly.</summary>
    /// <remarks>Without fused multiply-add by Dekker's way (1971): factors are split in halves, whose products are exact.</remarks>
    [MethodImpl(Inline)]
    private static V Residual<V, T, S>(V a, V b, V product)
        where V : struct
        where S : ISimd<V, T>
    {
        if (S.IsFused)
        {
            return S.MultiplyAdd(a, b, S.Negate(product));
        }

        V aHigh = UpperHalf<V, T, S>(a), bHigh = UpperHalf<V, T, S>(b), aLow = S.Subtract(a, aHigh), bLow = S.Subtract(b, bHigh);
        V rest = S.Subtract(S.Multiply(aHigh, bHigh), product);
        rest = S.Add(rest, S.Multiply(aHigh, bLow));
        rest = S.Add(rest, S.Multiply(aLow, bHigh));
        return S.Add(rest, S.Multiply(aLow, bLow));
    }

    /// <summary>a·b + c where c takes away most of a·b: nothing that rounding takes from a·b is lost.</summary>
    [MethodImpl(Inline)]
    private static V MultiplyAddExactly<V, T, S>(V a, V b, V c)
        where V : struct
        where S : ISimd<V, T>
    {
        if (S.IsFused)
        {
            return S.MultiplyAdd(a, b, c);
        }

        V product = S.Multiply(a, b);
        return S.Add(S.Add(product, c), Residual<V, T, S>(a, b, product));
    }

    /// <summary>The number that the upper half of the digits makes (Veltkamp): a·2ᵏ takes the lower ones away, and gives the upper ones
    /// back.</summary>
    [MethodImpl(Inline)]
    private static V UpperHalf<V, T, S>(V a)
        where V : struct
        where S : ISimd<V, T>
    {
        V large = S.Multiply(a, typeof(T) == typeof(float) ? (1 << 12) + 1 : (1 << 27) + 1);
        return S.Subtract(large, S.Subtract(large, a));
    }
}
