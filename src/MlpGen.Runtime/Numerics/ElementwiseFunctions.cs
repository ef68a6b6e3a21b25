using System.ComponentModel;

namespace MlpGen.Numerics;

// One empty struct an activation: it carries the function into the loops of ActivationPass, where the JIT inlines it.

/// <summary>Identity.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IdentityFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => false;

    /// <inheritdoc/>
    public static bool IsShort => true;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => z;

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(1);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);
}

/// <summary>Relu; its derivative in terms of z or a.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReluFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => false;

    /// <inheritdoc/>
    public static bool IsShort => true;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Relu<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.ReluDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);
}

/// <summary>LeakyRelu; its derivative in terms of z or a.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LeakyReluFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => false;

    /// <inheritdoc/>
    public static bool IsShort => true;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.LeakyRelu<V, T, S>(z, alpha);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.LeakyReluDerivative<V, T, S>(z, alpha);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);
}

/// <summary>Elu; its derivative in terms of z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EluFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => true;

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Elu<V, T, S>(z, alpha);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.EluDerivative<V, T, S>(z, alpha);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.EluSecondDerivative<V, T, S>(z, alpha);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.EluSecondDerivative<V, T, S>(z, alpha);
}

/// <summary>Selu; its derivative in terms of z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SeluFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => true;

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Selu<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SeluDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SeluSecondDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SeluSecondDerivative<V, T, S>(z);
}

/// <summary>Gelu; its derivative in terms of z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GeluFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => true;

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Gelu<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluSecondDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluThirdDerivative<V, T, S>(z);
}

/// <summary>GeluTanh; its derivative in terms of z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GeluTanhFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => true;

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluTanh<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluTanhDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluTanhSecondDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.GeluTanhThirdDerivative<V, T, S>(z);
}

/// <summary>Silu; its derivative in terms of z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SiluFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => true;

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Silu<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SiluDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SiluSecondDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SiluThirdDerivative<V, T, S>(z);
}

/// <summary>Softplus; its derivative in terms of z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SoftplusFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => true;

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Softplus<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SoftplusDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SoftplusSecondDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SoftplusThirdDerivative<V, T, S>(z);
}

/// <summary>Sigmoid; its derivative in terms of a.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SigmoidFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => false;

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Sigmoid<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V a, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SigmoidDerivativeFromValue<V, T, S>(a);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V a, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SigmoidSecondDerivativeFromValue<V, T, S>(a);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V a, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.SigmoidThirdDerivativeFromValue<V, T, S>(a);
}

/// <summary>Tanh; its derivative in terms of a.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TanhFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => false;

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.Tanh<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V a, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.TanhDerivativeFromValue<V, T, S>(a);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V a, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.TanhSecondDerivativeFromValue<V, T, S>(a);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V a, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.TanhThirdDerivativeFromValue<V, T, S>(a);
}

/// <summary>HardSigmoid; its derivative in terms of z.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSigmoidFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => true;

    /// <inheritdoc/>
    public static bool IsShort => true;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.HardSigmoid<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.HardSigmoidDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);
}

/// <summary>HardTanh; its derivative in terms of z or a.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardTanhFunction : IElementwise
{
    /// <inheritdoc/>
    public static bool ReadsZ => false;

    /// <inheritdoc/>
    public static bool IsShort => true;

    /// <inheritdoc/>
    public static V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.HardTanh<V, T, S>(z);

    /// <inheritdoc/>
    public static V Derivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => ActivationMath.HardTanhDerivative<V, T, S>(z);

    /// <inheritdoc/>
    public static V SecondDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);

    /// <inheritdoc/>
    public static V ThirdDerivative<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T> => S.Splat(0);
}

/// <summary>Softmax, a function of a whole row; its derivative in terms of a.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SoftmaxFunction : IActivationFunction
{
    /// <inheritdoc/>
    public static bool ReadsZ => false;
}
