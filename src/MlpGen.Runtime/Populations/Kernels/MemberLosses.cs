using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>w = the loss of each column, its outputs summed; y = the derivatives times the scale, unless y is a null reference. x is what the loss
/// reads, a or z, <c>other</c> the targets. The α is the δ of Huber, and the scale lies right behind the losses.</summary>
internal readonly struct MemberLoss<TLoss> : IMemberKernel
    where TLoss : struct, IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint column = (nuint)(shape.Outputs * S.Count), length = (nuint)tile.Columns * column;
        V scale = S.Broadcast(Unsafe.Add(ref w, tile.Columns * S.Count));
        bool differentiate = !Unsafe.IsNullRef(ref y);
        for (nuint first = 0; first < length; first += column)
        {
            V sum = S.Splat(0);
            for (nuint i = first; i < first + column; i += (nuint)S.Count)
            {
                V read = S.Load(ref x, i), target = S.Load(ref other, i);
                sum = S.Add(sum, TLoss.Value<V, T, S>(read, target, shape.Alpha));
                if (differentiate)
                {
                    S.Store(S.Multiply(TLoss.Derivative<V, T, S>(read, target, shape.Alpha), scale), ref y, i);
                }
            }

            S.Store(sum, ref w);
            w = ref Unsafe.Add(ref w, S.Count);
        }
    }
}

/// <summary>The same of −Σ t·log softmax(z), whose derivative is softmax(z)·Σt − t; y is never a null reference, since exponentials need a place.</summary>
/// <remarks>log softmax(z) = z − max − log Σ e^(z − max): nothing cancels, and nothing is divided by p.</remarks>
internal readonly struct MemberCrossEntropy : IMemberKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint column = (nuint)(shape.Outputs * S.Count), length = (nuint)tile.Columns * column;
        V scale = S.Broadcast(Unsafe.Add(ref w, tile.Columns * S.Count));
        for (nuint first = 0; first < length; first += column)
        {
            V sum = MemberSoftmax.Exponentials<V, T, S>(ref x, ref y, first, first + column, out V max);
            V logSum = S.Log(sum), terms = S.Splat(0), targetSum = terms;
            for (nuint i = first; i < first + column; i += (nuint)S.Count)
            {
                V t = S.Load(ref other, i);
                targetSum = S.Add(targetSum, t);
                terms = S.MultiplyAdd(t, S.Subtract(logSum, S.Subtract(S.Load(ref x, i), max)), terms);
            }

            S.Store(terms, ref w);
            w = ref Unsafe.Add(ref w, S.Count);
            V share = S.Divide(targetSum, sum);
            for (nuint i = first; i < first + column; i += (nuint)S.Count)
            {
                V d = S.Subtract(S.Multiply(S.Load(ref y, i), share), S.Load(ref other, i));
                S.Store(S.Multiply(d, scale), ref y, i);
            }
        }
    }
}

/// <summary>y = the losses x times the scale w: the mean loss of each member, which has one sample.</summary>
internal readonly struct MemberMeans : IMemberKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        V scale = S.Broadcast(w);
        nuint length = (nuint)(tile.Columns * S.Count);
        for (nuint i = 0; i < length; i += (nuint)S.Count)
        {
            S.Store(S.Multiply(S.Load(ref x, i), scale), ref y, i);
        }
    }
}
