using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>What becomes of a sum of products before it is stored, so that no value goes through memory twice.</summary>
internal interface IColumnFinish
{
    /// <summary>Whether it takes a few instructions only.</summary>
    static abstract bool IsShort { get; }

    /// <summary>The value to store at <paramref name="index"/>; <paramref name="other"/> is a second tile, read or written there.</summary>
    static abstract V Finish<V, T, S>(V sum, ref T other, nuint index, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>;
}

/// <summary>Forward: a = f(z); z is kept in the second tile, if there is one.</summary>
internal readonly struct Activated<TFunction> : IColumnFinish
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    public static bool IsShort
    {
        [MethodImpl(Loop.Inlined)]
        get => TFunction.IsShort;
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static V Finish<V, T, S>(V sum, ref T other, nuint index, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        if (!Unsafe.IsNullRef(ref other))
        {
            S.Store(sum, ref other, index);
        }

        return TFunction.Value<V, T, S>(sum, alpha);
    }
}

/// <summary>Backward: dz = da ⊙ f'(z); the second tile holds what f' is written in, z or a.</summary>
internal readonly struct Chained<TFunction> : IColumnFinish
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    public static bool IsShort
    {
        [MethodImpl(Loop.Inlined)]
        get => TFunction.IsShort;
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static V Finish<V, T, S>(V sum, ref T other, nuint index, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        S.Multiply(sum, TFunction.Derivative<V, T, S>(S.Load(ref other, index), alpha));
}

/// <summary>The sum as it is.</summary>
internal readonly struct Unchanged : IColumnFinish
{
    /// <inheritdoc/>
    public static bool IsShort
    {
        [MethodImpl(Loop.Inlined)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static V Finish<V, T, S>(V sum, ref T other, nuint index, double alpha)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> => sum;
}
