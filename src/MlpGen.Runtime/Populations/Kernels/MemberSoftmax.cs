using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>y = softmax(x), column by column.</summary>
internal readonly struct MemberSoftmax : IMemberKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint column = (nuint)(shape.Outputs * S.Count), length = (nuint)tile.Columns * column;
        for (nuint first = 0; first < length; first += column)
        {
            V scale = S.Divide(S.Splat(1), Exponentials<V, T, S>(ref x, ref y, first, first + column, out _));
            for (nuint i = first; i < first + column; i += (nuint)S.Count)
            {
                S.Store(S.Multiply(S.Load(ref y, i), scale), ref y, i);
            }
        }
    }

    /// <summary>e^(z − max z) of the column from <paramref name="first"/> to <paramref name="end"/>, and their sum, which is at least 1.</summary>
    [MethodImpl(Loop.Inlined)]
    public static V Exponentials<V, T, S>(ref T z, ref T e, nuint first, nuint end, out V max)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        max = S.Load(ref z, first);
        for (nuint i = first + (nuint)S.Count; i < end; i += (nuint)S.Count)
        {
            max = S.Max(max, S.Load(ref z, i));
        }

        V sum = S.Splat(0);
        for (nuint i = first; i < end; i += (nuint)S.Count)
        {
            V power = ActivationMath.ExpBounded<V, T, S>(S.Subtract(S.Load(ref z, i), max));
            sum = S.Add(sum, power);
            S.Store(power, ref e, i);
        }

        return sum;
    }
}

/// <summary>y = p ⊙ (y − Σ p·y), column by column: y is ∂L/∂p, and <c>other</c> is p.</summary>
internal readonly struct MemberSoftmaxChain : IMemberKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint column = (nuint)(shape.Outputs * S.Count), length = (nuint)tile.Columns * column;
        for (nuint first = 0; first < length; first += column)
        {
            V mean = S.Splat(0);
            for (nuint i = first; i < first + column; i += (nuint)S.Count)
            {
                mean = S.MultiplyAdd(S.Load(ref other, i), S.Load(ref y, i), mean);
            }

            for (nuint i = first; i < first + column; i += (nuint)S.Count)
            {
                S.Store(S.Multiply(S.Load(ref other, i), S.Subtract(S.Load(ref y, i), mean)), ref y, i);
            }
        }
    }
}
