using System.ComponentModel;

namespace MlpGen.Numerics;

/// <summary>An activation, as a type that carries it into kernels and passes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivationFunction
{
    /// <summary>Whether the derivative needs z; else it is had from a = f(z), which is as good where f cuts z off at a bound.</summary>
    static abstract bool ReadsZ { get; }
}

/// <summary>An activation and its derivative, one element like another, at any width and precision.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementwise : IActivationFunction
{
    /// <summary>Whether value and derivative take a few instructions only: no exponential, no division.</summary>
    static abstract bool IsShort { get; }

    /// <summary>f(z).</summary>
    static abstract V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T>;

    /// <summary>f'(z), from z where <see cref="IActivationFunction.ReadsZ"/> says so, else from a.</summary>
    static abstract V Derivative<V, T, S>(V zOrA, double alpha)
        where V : struct
        where S : ISimd<V, T>;

    /// <summary>f''(z), from what <see cref="Derivative"/> reads; 0 where f has a kink.</summary>
    static abstract V SecondDerivative<V, T, S>(V zOrA, double alpha)
        where V : struct
        where S : ISimd<V, T>;

    /// <summary>f'''(z), from what <see cref="Derivative"/> reads; 0 where f or f' has a kink.</summary>
    static abstract V ThirdDerivative<V, T, S>(V zOrA, double alpha)
        where V : struct
        where S : ISimd<V, T>;
}
