using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <content>A name for each activation, until generated code passes the function instead.</content>
public static partial class ActivationPass
{
    /// <summary>a = f(z), f = <see cref="Activation.Relu"/>.</summary>
    [MethodImpl(Hot)]
    public static void Relu<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, ReluFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.Relu"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void ReluGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, ReluFunction>(da, z, dz, 0);

    /// <summary>a = f(z), f = <see cref="Activation.LeakyRelu"/>.</summary>
    [MethodImpl(Hot)]
    public static void LeakyRelu<T>(ReadOnlySpan<T> z, Span<T> a, T alpha)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, LeakyReluFunction>(z, a, double.CreateChecked(alpha));

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.LeakyRelu"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void LeakyReluGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz, T alpha)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, LeakyReluFunction>(da, z, dz, double.CreateChecked(alpha));

    /// <summary>a = f(z), f = <see cref="Activation.Elu"/>.</summary>
    [MethodImpl(Hot)]
    public static void Elu<T>(ReadOnlySpan<T> z, Span<T> a, T alpha)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, EluFunction>(z, a, double.CreateChecked(alpha));

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.Elu"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void EluGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz, T alpha)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, EluFunction>(da, z, dz, double.CreateChecked(alpha));

    /// <summary>a = f(z), f = <see cref="Activation.Selu"/>.</summary>
    [MethodImpl(Hot)]
    public static void Selu<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, SeluFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.Selu"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void SeluGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, SeluFunction>(da, z, dz, 0);

    /// <summary>a = f(z), f = <see cref="Activation.Gelu"/>.</summary>
    [MethodImpl(Hot)]
    public static void Gelu<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, GeluFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.Gelu"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void GeluGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, GeluFunction>(da, z, dz, 0);

    /// <summary>a = f(z), f = <see cref="Activation.GeluTanh"/>.</summary>
    [MethodImpl(Hot)]
    public static void GeluTanh<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, GeluTanhFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.GeluTanh"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void GeluTanhGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, GeluTanhFunction>(da, z, dz, 0);

    /// <summary>a = f(z), f = <see cref="Activation.Silu"/>.</summary>
    [MethodImpl(Hot)]
    public static void Silu<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, SiluFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.Silu"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void SiluGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, SiluFunction>(da, z, dz, 0);

    /// <summary>a = f(z), f = <see cref="Activation.Softplus"/>.</summary>
    [MethodImpl(Hot)]
    public static void Softplus<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, SoftplusFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.Softplus"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void SoftplusGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, SoftplusFunction>(da, z, dz, 0);

    /// <summary>a = f(z), f = <see cref="Activation.Sigmoid"/>.</summary>
    [MethodImpl(Hot)]
    public static void Sigmoid<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, SigmoidFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.Sigmoid"/>, from a = f(z).</summary>
    [MethodImpl(Hot)]
    public static void SigmoidGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> a, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, SigmoidFunction>(da, a, dz, 0);

    /// <summary>a = f(z), f = <see cref="Activation.Tanh"/>.</summary>
    [MethodImpl(Hot)]
    public static void Tanh<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, TanhFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.Tanh"/>, from a = f(z).</summary>
    [MethodImpl(Hot)]
    public static void TanhGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> a, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, TanhFunction>(da, a, dz, 0);

    /// <summary>a = f(z), f = <see cref="Activation.HardSigmoid"/>.</summary>
    [MethodImpl(Hot)]
    public static void HardSigmoid<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, HardSigmoidFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.HardSigmoid"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void HardSigmoidGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, HardSigmoidFunction>(da, z, dz, 0);

    /// <summary>a = f(z), f = <see cref="Activation.HardTanh"/>.</summary>
    [MethodImpl(Hot)]
    public static void HardTanh<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Value<T, HardTanhFunction>(z, a, 0);

    /// <summary>dz = da ⊙ f'(z), f = <see cref="Activation.HardTanh"/>, from z.</summary>
    [MethodImpl(Hot)]
    public static void HardTanhGradient<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, Span<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient<T, HardTanhFunction>(da, z, dz, 0);
}
