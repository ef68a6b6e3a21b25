namespace MlpGen.Numerics;

// One empty struct an activation: it carries the function into the loops of ActivationPass, where the JIT inlines it.

/// <summary>Relu; its derivative in terms of z.</summary>
internal readonly struct ReluFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Relu<V, T, S>(z);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.ReluDerivative<V, T, S>(z);
}

/// <summary>LeakyRelu; its derivative in terms of z.</summary>
internal readonly struct LeakyReluFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.LeakyRelu<V, T, S>(z, alpha);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.LeakyReluDerivative<V, T, S>(z, alpha);
}

/// <summary>Elu; its derivative in terms of z.</summary>
internal readonly struct EluFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Elu<V, T, S>(z, alpha);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.EluDerivative<V, T, S>(z, alpha);
}

/// <summary>Selu; its derivative in terms of z.</summary>
internal readonly struct SeluFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Selu<V, T, S>(z);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SeluDerivative<V, T, S>(z);
}

/// <summary>Gelu; its derivative in terms of z.</summary>
internal readonly struct GeluFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Gelu<V, T, S>(z);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluDerivative<V, T, S>(z);
}

/// <summary>GeluTanh; its derivative in terms of z.</summary>
internal readonly struct GeluTanhFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluTanh<V, T, S>(z);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluTanhDerivative<V, T, S>(z);
}

/// <summary>Silu; its derivative in terms of z.</summary>
internal readonly struct SiluFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Silu<V, T, S>(z);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SiluDerivative<V, T, S>(z);
}

/// <summary>Softplus; its derivative in terms of z.</summary>
internal readonly struct SoftplusFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Softplus<V, T, S>(z);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SoftplusDerivative<V, T, S>(z);
}

/// <summary>Sigmoid; its derivative in terms of a.</summary>
internal readonly struct SigmoidFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Sigmoid<V, T, S>(z);

    public static V Derivative<V, T, S>(V a, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SigmoidDerivativeFromValue<V, T, S>(a);
}

/// <summary>Tanh; its derivative in terms of a.</summary>
internal readonly struct TanhFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Tanh<V, T, S>(z);

    public static V Derivative<V, T, S>(V a, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.TanhDerivativeFromValue<V, T, S>(a);
}

/// <summary>HardSigmoid; its derivative in terms of z.</summary>
internal readonly struct HardSigmoidFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.HardSigmoid<V, T, S>(z);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.HardSigmoidDerivative<V, T, S>(z);
}

/// <summary>HardTanh; its derivative in terms of z.</summary>
internal readonly struct HardTanhFunction : IElementwise
{
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.HardTanh<V, T, S>(z);

    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.HardTanhDerivative<V, T, S>(z);
}
