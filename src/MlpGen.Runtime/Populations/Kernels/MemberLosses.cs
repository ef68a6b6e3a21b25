using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>w = the loss of each column, its outputs summed; y = the derivatives times the scale, unless y is a null reference. x is what the loss
/// reads, a or z, <c>other</c> the targets. The α is the δ of Huber, and the scale lies behind the losses, at the pitch.</summary>
internal readonly struct MemberLoss<TLoss> : IMemberKernel
    where TLoss : struct, IElementwiseLoss
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint pitch = (nuint)tile.Pitch, end = (nuint)shape.Outputs * pitch, length = (nuint)(tile.Columns * S.Count);
        V scale = S.Broadcast(Unsafe.Add(ref w, pitch));
        bool differentiate = !Unsafe.IsNullRef(ref y);
        for (nuint s = 0; s < length; s += (nuint)S.Count)
        {
            V sum = S.Splat(0);
            for (nuint i = s; i < end; i += pitch)
            {
                V read = S.Load(ref x, i), target = S.Load(ref other, i);
                sum = S.Add(sum, TLoss.Value<V, T, S>(read, target, shape.Alpha));
                if (differentiate)
                {
                    S.Store(S.Multiply(TLoss.Derivative<V, T, S>(read, target, shape.Alpha), scale), ref y, i);
                }
            }

            S.Store(sum, ref w, s);
        }
    }
}

/// <summary>The same of −Σ t·log softmax(z), whose derivative is softmax(z)·Σt − t; y is never a null reference, since exponentials need a place.</summary>
/// <remarks>log softmax(z) = z − max − log Σ e^(z − max): nothing cancels, and nothing is divided by p.</remarks>
internal readonly struct MemberCrossEntropy : IMemberKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        nuint pitch = (nuint)tile.Pitch, end = (nuint)shape.Outputs * pitch, length = (nuint)(tile.Columns * S.Count);
        V scale = S.Broadcast(Unsafe.Add(ref w, pitch));
        for (nuint s = 0; s < length; s += (nuint)S.Count)
        {
            V sum = MemberSoftmax.Exponentials<V, T, S>(ref x, ref y, s, end, pitch, out V max);
            V logSum = S.Log(sum), terms = S.Splat(0), targetSum = terms;
            for (nuint i = s; i < end; i += pitch)
            {
                V t = S.Load(ref other, i);
                targetSum = S.Add(targetSum, t);
                terms = S.MultiplyAdd(t, S.Subtract(logSum, S.Subtract(S.Load(ref x, i), max)), terms);
            }

            S.Store(terms, ref w, s);
            V share = S.Divide(targetSum, sum);
            for (nuint i = s; i < end; i += pitch)
            {
                V d = S.Subtract(S.Multiply(S.Load(ref y, i), share), S.Load(ref other, i));
                S.Store(S.Multiply(d, scale), ref y, i);
            }
        }
    }
}
