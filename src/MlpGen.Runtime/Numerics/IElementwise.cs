using System.ComponentModel;

namespace MlpGen.Numerics;

/// <summary>An activation and its derivative, one element like another, at any width and precision.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementwise
{
    /// <summary>Whether value and derivative take a few instructions only: no exponential, no division.</summary>
    static abstract bool IsShort { get; }

    /// <summary>f(z).</summary>
    static abstract V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T>;

    /// <summary>f'(z), from z or from a = f(z): whichever the activation's gradient is documented to read.</summary>
    static abstract V Derivative<V, T, S>(V zOrA, double alpha)
        where V : struct
        where S : ISimd<V, T>;
}
