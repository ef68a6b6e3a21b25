using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <content>f''' of the activations that have one other than f'' and 0.</content>
public static partial class ActivationMath
{
    /// <summary>φ(z)·(z² − 4)·z.</summary>
    [MethodImpl(Inline)]
    internal static V GeluThirdDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T>
    {
        V u = NormalCutoff<V, T, S>(z);
        V scaled = S.Multiply(S.Multiply(Gaussian<V, T, S>(u), 0.39894228040143267794), S.WithSignOf(u, z));
        return S.Multiply(scaled, S.MultiplyAdd(u, u, -4));
    }

    /// <summary>q·(3/2·(u'' − 2·t·u'²) + ½·z·(u''' − 6·t·u'·u'' + (4 − 6·q)·u'³)), t = tanh u, q = 1 − t², u = √(2/π)·(z + 0.044715·z³).</summary>
    [MethodImpl(Inline)]
    internal static V GeluTanhThirdDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T>
    {
        // The names of the second derivative: it is even, this one odd.
        V u = GeluTanhCutoff<V, T, S>(z), square = S.Multiply(u, u);
        V w = S.Multiply(u, S.MultiplyAdd(square, GeluTanhCubic, GeluTanhLinear));
        V slope = S.MultiplyAdd(square, 1.5 * GeluTanhCubic, 0.5 * GeluTanhLinear), bend = S.Multiply(u, 3 * GeluTanhCubic);
        V large = Sigmoid<V, T, S>(w), small = Sigmoid<V, T, S>(S.Negate(w));
        V tanh = S.Subtract(large, small), rest = S.Multiply(S.Multiply(large, small), 4), slopeSquare = S.Multiply(slope, slope);
        V second = S.MultiplyAdd(S.Multiply(tanh, -2), slopeSquare, bend);
        V third = S.MultiplyAdd(S.Multiply(S.Multiply(tanh, -6), slope), bend, S.Splat(3 * GeluTanhCubic));
        third = S.MultiplyAdd(S.MultiplyAdd(rest, -6, 4), S.Multiply(slopeSquare, slope), third);
        return Odd<V, T, S>(S.Multiply(rest, S.MultiplyAdd(S.Multiply(u, 0.5), third, S.Multiply(second, 1.5))), z);
    }

    /// <summary>p·(3·(1 − 2·σ(z)) + z·(1 − 6·p)), p = σ(z)·(1 − σ(z)).</summary>
    [MethodImpl(Inline)]
    internal static V SiluThirdDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T>
    {
        V u = GateCutoff<V, T, S>(z), large = Sigmoid<V, T, S>(u), small = Sigmoid<V, T, S>(S.Negate(u)), product = S.Multiply(large, small);
        return Odd<V, T, S>(
            S.Multiply(product, S.MultiplyAdd(u, S.MultiplyAdd(product, -6, 1), S.Multiply(S.Subtract(small, large), 3))), z);
    }

    /// <summary>σ(z)·(1 − σ(z))·(1 − 2·σ(z)).</summary>
    [MethodImpl(Inline)]
    internal static V SoftplusThirdDerivative<V, T, S>(V z)
        where V : struct
        where S : ISimd<V, T>
    {
        V up = Sigmoid<V, T, S>(z), down = Sigmoid<V, T, S>(S.Negate(z));
        return S.Multiply(S.Multiply(up, down), S.Subtract(down, up));
    }

    /// <summary>p·(1 − 6·p), p = a·(1 − a), a = σ(z).</summary>
    [MethodImpl(Inline)]
    internal static V SigmoidThirdDerivativeFromValue<V, T, S>(V a)
        where V : struct
        where S : ISimd<V, T>
    {
        V product = S.Multiply(a, S.Subtract(S.Splat(1), a));
        return S.Multiply(product, S.MultiplyAdd(product, -6, 1));
    }

    /// <summary>(1 − a²)·(6·a² − 2), a = tanh(z).</summary>
    [MethodImpl(Inline)]
    internal static V TanhThirdDerivativeFromValue<V, T, S>(V a)
        where V : struct
        where S : ISimd<V, T>
    {
        V square = S.Multiply(a, a);
        return S.Multiply(S.Subtract(S.Splat(1), square), S.MultiplyAdd(square, 6, -2));
    }

    /// <summary>A function that is odd, from its value at |z|.</summary>
    [MethodImpl(Inline)]
    private static V Odd<V, T, S>(V atMagnitude, V z)
        where V : struct
        where S : ISimd<V, T> => S.Choose(S.LessThan(z, 0), S.Negate(atMagnitude), atMagnitude);
}
