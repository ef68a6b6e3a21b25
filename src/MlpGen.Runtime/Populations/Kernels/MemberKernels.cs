using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>y = finish(x·W + b).</summary>
internal readonly struct MemberForward<TFinish> : IMemberKernel
    where TFinish : struct, IColumnFinish
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        ref T b = ref shape.HasBias ? ref Unsafe.Add(ref w, shape.Inputs * shape.Outputs * S.Count) : ref Unsafe.NullRef<T>();
        MemberProduct<V, T, S, Onward, TFinish>.Run(
            ref w, shape.Outputs, ref b, ref x, ref other, ref y, shape.Inputs, shape.Outputs, in tile, shape.Alpha);
    }
}

/// <summary>y = finish(x·Wᵀ), x being dz of the layer; the α is that of the layer before, whose dz is written.</summary>
internal readonly struct MemberInputGradient<TFinish> : IMemberKernel
    where TFinish : struct, IColumnFinish
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T> =>
        MemberProduct<V, T, S, Back, TFinish>.Run(
            ref w, shape.Outputs, ref Unsafe.NullRef<T>(), ref x, ref other, ref y, shape.Outputs, shape.Inputs, in tile,
            shape.Alpha);
}

/// <summary>y = y ⊙ f', which reads <c>other</c>, z or a: dz of the last layer in place of ∂L/∂a.</summary>
internal readonly struct MemberChain<TFunction> : IMemberKernel
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint length = (nuint)(tile.Columns * shape.Outputs * S.Count);
        for (nuint i = 0; i < length; i += (nuint)S.Count)
        {
            S.Store(S.Multiply(S.Load(ref y, i), TFunction.Derivative<V, T, S>(S.Load(ref other, i), shape.Alpha)), ref y, i);
        }
    }
}
