using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    // The normal distribution's tail as Φ(−u) = e^(−u²/2)·ratio(u), u ≥ 0: the first factor falls to 0 and takes the
    // exponent with it, the second is smooth, ½ at 0 and 1/(u√(2π)) far out (the Mills ratio, but for a constant).

    /// <summary>|z|, or where e^(−z²/2) is exactly 0.</summary>
    [MethodImpl(Inline)]
    private static V NormalCutoff<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T> =>
        typeof(T) == typeof(float) ? S.Min(14.6, S.Abs(z)) : S.Min(38.7, S.Abs(z));

    /// <summary>e^(−u²/2). What rounding takes from u²/2 is put back, or the tail would lose u²/2 ulp.</summary>
    [MethodImpl(Inline)]
    private static V Gaussian<V, T, S>(V u)
        where V : struct
        where S : ISimd<V, T>
    {
        V x = GaussianExponent<V, T, S>(u, out V correction);
        return ExpInRange<V, T, S>(x, correction);
    }

    /// <summary>−u²/2, as a number and what rounding took from it.</summary>
    [MethodImpl(Inline)]
    private static V GaussianExponent<V, T, S>(V u, out V correction)
        where V : struct
        where S : ISimd<V, T>
    {
        V minusHalfU = S.Multiply(u, -0.5);
        V x = S.Multiply(minusHalfU, u);
        correction = Residual<V, T, S>(minusHalfU, u, x);
        return x;
    }

    /// <summary>
    /// Φ(−u)/e^(−u²/2), for u up to <see cref="NormalCutoff"/>; every coefficient is positive, so nothing cancels.
    /// </summary>
    [MethodImpl(Inline)]
    private static V NormalTailRatio<V, T, S>(V u)
        where V : struct
        where S : ISimd<V, T> =>
        typeof(T) == typeof(float) ? NormalTailRatioSingle<V, T, S>(u) : NormalTailRatioDouble<V, T, S>(u);

    // Degree 4 over 5, 0 ≤ u ≤ 14.6, relative error 1.4e-8 as rounded: the last digits were searched for
    // the best ensemble, since rounding each coefficient alone would cost 4e-8.
    [MethodImpl(Inline)]
    private static V NormalTailRatioSingle<V, T, S>(V u)
        where V : struct
        where S : ISimd<V, T>
    {
        V p = S.MultiplyAdd(u, 4.12382418e-3, 4.06837426e-2);
        V q = S.MultiplyAdd(u, 1.03367753e-2, 1.01985417e-1);
        p = S.MultiplyAdd(p, u, 1.83384866e-1);
        q = S.MultiplyAdd(q, u, 4.69865829e-1);
        p = S.MultiplyAdd(p, u, 4.38496709e-1);
        q = S.MultiplyAdd(q, u, 1.20312464);
        p = S.MultiplyAdd(p, u, 0.5);
        q = S.MultiplyAdd(q, u, 1.67487836);
        q = S.MultiplyAdd(q, u, 1);
        return S.Divide(p, q);
    }

    // Degree 9 over 10, 0 ≤ u ≤ 38.7, relative error 5.1e-17.
    [MethodImpl(Inline)]
    private static V NormalTailRatioDouble<V, T, S>(V u)
        where V : struct
        where S : ISimd<V, T>
    {
        V p = S.MultiplyAdd(u, 1.3824942279270069e-06, 3.7182013693016994e-05);
        V q = S.MultiplyAdd(u, 3.4653991212465895e-06, 9.320148682844761e-05);
        p = S.MultiplyAdd(p, u, 0.0004896218778541488);
        q = S.MultiplyAdd(q, u, 0.0012307654422316992);
        p = S.MultiplyAdd(p, u, 0.004083805660786174);
        q = S.MultiplyAdd(q, u, 0.010329784212877554);
        p = S.MultiplyAdd(p, u, 0.02359646195226243);
        q = S.MultiplyAdd(q, u, 0.060367928386941806);
        p = S.MultiplyAdd(p, u, 0.09761426841046209);
        q = S.MultiplyAdd(q, u, 0.25473285311382143);
        p = S.MultiplyAdd(p, u, 0.2891428572666774);
        q = S.MultiplyAdd(q, u, 0.7815015204962683);
        p = S.MultiplyAdd(p, u, 0.5937802733383556);
        q = S.MultiplyAdd(q, u, 1.7135239607545323);
        p = S.MultiplyAdd(p, u, 0.7746901140514705);
        q = S.MultiplyAdd(q, u, 2.5604068818611614);
        p = S.MultiplyAdd(p, u, 0.5);
        q = S.MultiplyAdd(q, u, 2.3472647889057963);
        q = S.MultiplyAdd(q, u, 1);
        return S.Divide(p, q);
    }
}
