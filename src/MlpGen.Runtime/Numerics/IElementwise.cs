namespace MlpGen.Numerics;

/// <summary>An activation and its derivative, one element like another, at any width and precision.</summary>
internal interface IElementwise
{
    /// <summary>f(z).</summary>
    static abstract V Value<V, T, S>(V z, double alpha)
        where V : struct
        where S : ISimd<V, T>;

    /// <summary>f'(z), from z or from a = f(z): whichever the activation's gradient is documented to read.</summary>
    static abstract V Derivative<V, T, S>(V zOrA, double alpha)
        where V : struct
        where S : ISimd<V, T>;
}
