using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A loss that is a sum over elements, and its derivative by y, at any width and precision.</summary>
internal interface ILossTerm
{
    /// <summary>What one element adds to the loss.</summary>
    static abstract V Value<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T>;

    /// <summary>Its derivative by y.</summary>
    static abstract V Derivative<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T>;
}

/// <summary>(y − t)².</summary>
internal readonly struct SquaredError : ILossTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T>
    {
        V d = S.Subtract(y, t);
        return S.Multiply(d, d);
    }

    /// <summary>2·(y − t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Multiply(S.Subtract(y, t), 2);
}

/// <summary>½(y − t)².</summary>
internal readonly struct HalfSquare : ILossTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T>
    {
        V d = S.Subtract(y, t);
        return S.Multiply(S.Multiply(d, d), 0.5);
    }

    /// <summary>y − t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Subtract(y, t);
}

/// <summary>|y − t|.</summary>
internal readonly struct AbsoluteError : ILossTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Abs(S.Subtract(y, t));

    /// <summary>The sign of y − t: 0 for 0, and NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T>
    {
        V d = S.Subtract(y, t);
        return S.Choose(S.GreaterThan(d, 0), S.Splat(1), S.Choose(S.LessThan(d, 0), S.Splat(-1), d));
    }
}

/// <summary>½d² for |d| ≤ δ, δ·(|d| − ½δ) beyond, with d = y − t.</summary>
internal readonly struct HuberError : ILossTerm
{
    /// <summary>With c = min(|d|, δ), both branches are c·(|d| − ½c).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T>
    {
        V distance = S.Abs(S.Subtract(y, t));
        V c = S.Min(delta, distance);
        return S.Multiply(c, S.MultiplyAdd(c, -0.5, distance));
    }

    /// <summary>d, held between −δ and δ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V y, V t, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Max(-delta, S.Min(delta, S.Subtract(y, t)));
}

/// <summary>max(z, 0) − z·t + log(1 + e^−|z|): the tail comes last, when nothing is left that could swallow it.</summary>
internal readonly struct LogisticError : ILossTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V, T, S>(V z, V t, double delta)
        where V : struct
        where S : ISimd<V, T> =>
        S.Add(S.MultiplyAdd(S.Negate(z), t, S.Max(0, z)), ActivationMath.Softplus<V, T, S>(S.NegativeAbs(z)));

    /// <summary>σ(z) − t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V, T, S>(V z, V t, double delta)
        where V : struct
        where S : ISimd<V, T> => S.Subtract(ActivationMath.Sigmoid<V, T, S>(z), t);
}
