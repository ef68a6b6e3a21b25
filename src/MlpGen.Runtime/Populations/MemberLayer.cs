using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>A layer of all members: its kernels, with its activation compiled into them.</summary>
/// <remarks>References are those of a tile; weights those of its first stripe. A null reference is not wanted.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal abstract class MemberLayer<T>(LayerInfo info, bool readsZ)
    where T : unmanaged
{
    /// <summary>Sizes, and where W begins.</summary>
    public LayerInfo Info { get; } = info;

    /// <summary>Whether the way back needs z.</summary>
    public bool ReadsZ { get; } = readsZ;

    /// <summary>Sizes and α, as kernels want them.</summary>
    [MethodImpl(Loop.Inlined)]
    private protected MemberShape Shape(double alpha) => new(Info.Inputs, Info.Outputs, Info.HasBias, alpha);

    /// <summary>a = f(x·W + b), and z if it is wanted.</summary>
    public abstract void Forward(int lanes, ref T w, ref T x, ref T z, ref T a, in MemberTile tile);

    /// <summary>z = x·W + b.</summary>
    [MethodImpl(Loop.Hot)]
    public void Logits(int lanes, ref T w, ref T x, ref T z, in MemberTile tile) =>
        MemberWidths<MemberForward<Unchanged>>.Run(lanes, ref w, ref x, ref Unsafe.NullRef<T>(), ref z, Shape(0), in tile);

    /// <summary>dz of this layer in place of ∂L/∂a; <paramref name="by"/> is z or a.</summary>
    public abstract void Chain(int lanes, ref T by, ref T dz, in MemberTile tile);

    /// <summary>dz of this layer from dz of the one behind it.</summary>
    /// <param name="lanes">Lanes of the stripes.</param>
    /// <param name="behind">The layer behind.</param>
    /// <param name="w">Its W.</param>
    /// <param name="dz">Its dz.</param>
    /// <param name="by">z or a of this layer.</param>
    /// <param name="dzBefore">Written.</param>
    /// <param name="tile">The tile.</param>
    public abstract void BackFrom(int lanes, MemberLayer<T> behind, ref T w, ref T dz, ref T by, ref T dzBefore, in MemberTile tile);

    /// <summary>dW += xᵀ·dz and db += Σ dz.</summary>
    [MethodImpl(Loop.Hot)]
    public void AddGradient(int lanes, ref T dw, ref T x, ref T dz, in MemberTile tile) =>
        MemberWidths<MemberGradient>.Run(lanes, ref dw, ref x, ref Unsafe.NullRef<T>(), ref dz, Shape(0), in tile);
}

/// <summary>A layer whose activation takes each number for itself.</summary>
internal sealed class MemberLayer<T, TFunction>(LayerInfo info) : MemberLayer<T>(info, TFunction.ReadsZ)
    where T : unmanaged
    where TFunction : struct, IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public override void Forward(int lanes, ref T w, ref T x, ref T z, ref T a, in MemberTile tile)
    {
        if (typeof(TFunction) == typeof(IdentityFunction) && Unsafe.IsNullRef(ref z))
        {
            Logits(lanes, ref w, ref x, ref a, in tile);
        }
        else
        {
            MemberWidths<MemberForward<Activated<TFunction>>>.Run(lanes, ref w, ref x, ref z, ref a, Shape(Info.Alpha), in tile);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public override void Chain(int lanes, ref T by, ref T dz, in MemberTile tile)
    {
        if (typeof(TFunction) != typeof(IdentityFunction))
        {
            ref T none = ref Unsafe.NullRef<T>();
            MemberWidths<MemberChain<TFunction>>.Run(lanes, ref none, ref none, ref by, ref dz, Shape(Info.Alpha), in tile);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public override void BackFrom(int lanes, MemberLayer<T> behind, ref T w, ref T dz, ref T by, ref T dzBefore, in MemberTile tile)
    {
        var shape = new MemberShape(behind.Info.Inputs, behind.Info.Outputs, false, Info.Alpha);
        if (typeof(TFunction) == typeof(IdentityFunction))
        {
            MemberWidths<MemberInputGradient<Unchanged>>.Run(lanes, ref w, ref dz, ref by, ref dzBefore, in shape, in tile);
        }
        else
        {
            MemberWidths<MemberInputGradient<Chained<TFunction>>>.Run(lanes, ref w, ref dz, ref by, ref dzBefore, in shape, in tile);
        }
    }
}

/// <summary>The last layer, with softmax.</summary>
internal sealed class SoftmaxMemberLayer<T>(LayerInfo info) : MemberLayer<T>(info, readsZ: false)
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public override void Forward(int lanes, ref T w, ref T x, ref T z, ref T a, in MemberTile tile)
    {
        ref T none = ref Unsafe.NullRef<T>();
        Logits(lanes, ref w, ref x, ref a, in tile);
        MemberWidths<MemberSoftmax>.Run(lanes, ref none, ref a, ref none, ref a, Shape(0), in tile);
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public override void Chain(int lanes, ref T by, ref T dz, in MemberTile tile)
    {
        ref T none = ref Unsafe.NullRef<T>();
        MemberWidths<MemberSoftmaxChain>.Run(lanes, ref none, ref none, ref by, ref dz, Shape(0), in tile);
    }

    /// <inheritdoc/>
    public override void BackFrom(int lanes, MemberLayer<T> behind, ref T w, ref T dz, ref T by, ref T dzBefore, in MemberTile tile) =>
        throw new NotSupportedException("Softmax is the last layer.");
}
