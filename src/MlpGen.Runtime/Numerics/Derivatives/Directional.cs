using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>The steps of a pass that carries a tangent beside each value: how far it moves, when the input or the parameters move along a direction.
/// Called by generated code; not meant to be called by hand.</summary>
/// <remarks>A tangent has the name of its value with a t before it: tz is ż. A curvature, the second derivative along the direction, has a c.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Directional
{
    /// <summary>tz = ta·W of the layer before, without a bias: a constant does not move.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Product<T, TSamples>(TSamples samples, ReadOnlySpan<T> ta, ReadOnlySpan<T> w, Span<T> tz, int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T> => samples.Forward<IdentityFunction>(ta, w, default, default, tz, inputs, outputs);

    /// <summary>tz = ta·W + a·V + v, where the parameters W, b move along V, v.</summary>
    /// <param name="samples">The layout.</param>
    /// <param name="ta">The tangent of a; empty where a is the input, which does not move.</param>
    /// <param name="w">W.</param>
    /// <param name="a">What the layer reads.</param>
    /// <param name="v">V.</param>
    /// <param name="vb">v; empty for a layer without bias.</param>
    /// <param name="tz">Overwritten.</param>
    /// <param name="free">As long as tz, overwritten.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    [MethodImpl(Loop.Inlined)]
    public static void Product<T, TSamples>(
        TSamples samples, ReadOnlySpan<T> ta, ReadOnlySpan<T> w, ReadOnlySpan<T> a, ReadOnlySpan<T> v, ReadOnlySpan<T> vb, Span<T> tz, Span<T> free,
        int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        samples.Forward<IdentityFunction>(a, v, vb, default, tz, inputs, outputs);
        if (!ta.IsEmpty)
        {
            samples.Forward<IdentityFunction>(ta, w, default, default, free, inputs, outputs);
            Add(samples, free, tz);
        }
    }

    /// <summary>ta = tz ⊙ f' in place of tz, ca = f'' ⊙ tz² + f' ⊙ cz in place of cz.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Curve<T, TSamples, TFunction>(TSamples samples, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> t, Span<T> c, double alpha = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
        where TFunction : struct, IElementwise
    {
        ref T none = ref Unsafe.NullRef<T>();
        OfSamples<TangentAndCurvature<TFunction>>.Run(
            samples, t.Length, ref MemoryMarshal.GetReference((TFunction.ReadsZ ? z : a).Slice(0, t.Length)), ref none, ref MemoryMarshal.GetReference(t),
            ref none, ref MemoryMarshal.GetReference(c.Slice(0, t.Length)), alpha: alpha);
    }

    /// <summary>The same of a softmax.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void CurveSoftmax<T, TSamples>(TSamples samples, ReadOnlySpan<T> a, Span<T> t, Span<T> c, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T> => SoftmaxTangents.Curve(samples, a, t, c, outputs);

    /// <summary>How the gradient of the loss moves: scale · ∂²L/∂r² · tr, r being what the loss reads.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Loss<T, TSamples, TLoss>(
        TSamples samples, ReadOnlySpan<T> r, Targets<T> targets, T scale, ReadOnlySpan<T> tr, Span<T> gradientTangent, int outputs, double delta = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
        where TLoss : struct, ILoss
    {
        if (!samples.InColumns)
        {
            TLoss.TangentOfRows(r, targets, scale, tr, gradientTangent, outputs, delta);
            return;
        }

        // By rows, which is how the targets come.
        int length = samples.Samples * outputs;
        Span<T> rows = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> tangents = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> result = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        DenseColumns.TurnBack(r, rows, outputs);
        DenseColumns.TurnBack(tr, tangents, outputs);
        TLoss.TangentOfRows(rows, targets, scale, tangents, result, outputs, delta);
        DenseColumns.Turn<T>(result, gradientTangent, outputs);
    }

    /// <summary>dz = da ⊙ f' in place of da, tdz = tda ⊙ f' + da ⊙ f'' ⊙ tz in place of tda.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Chain<T, TSamples, TFunction>(
        TSamples samples, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> tz, Span<T> d, Span<T> td, double alpha = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
        where TFunction : struct, IElementwise =>
        OfSamples<ChainAndTangent<TFunction>>.Run(
            samples, d.Length, ref MemoryMarshal.GetReference((TFunction.ReadsZ ? z : a).Slice(0, d.Length)), ref Unsafe.NullRef<T>(),
            ref MemoryMarshal.GetReference(tz.Slice(0, d.Length)), ref MemoryMarshal.GetReference(d), ref MemoryMarshal.GetReference(td.Slice(0, d.Length)),
            alpha: alpha);

    /// <summary>The same of a softmax, from the tangent of a.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void ChainSoftmax<T, TSamples>(TSamples samples, ReadOnlySpan<T> a, ReadOnlySpan<T> ta, Span<T> d, Span<T> td, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T> => SoftmaxTangents.Chain(samples, a, ta, d, td, outputs);

    /// <summary>The gradients by z, tz and cz in place of those by a, ta and ca: dz = da ⊙ f' + dta ⊙ f'' ⊙ tz + dca ⊙ (f''' ⊙ tz² + f'' ⊙ cz),
    /// dtz = dta ⊙ f' + 2·dca ⊙ f'' ⊙ tz, dcz = dca ⊙ f'.</summary>
    /// <param name="samples">The layout.</param>
    /// <param name="z">z.</param>
    /// <param name="a">f(z).</param>
    /// <param name="tz">The tangent of z.</param>
    /// <param name="cz">Its curvature.</param>
    /// <param name="gradients">da, dta and dca, one behind the other; overwritten.</param>
    /// <param name="alpha">The α of the activation.</param>
    [MethodImpl(Loop.Inlined)]
    public static void ChainCurved<T, TSamples, TFunction>(
        TSamples samples, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> tz, ReadOnlySpan<T> cz, Span<T> gradients, double alpha = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
        where TFunction : struct, IElementwise
    {
        int length = gradients.Length / 3;
        OfSamples<ChainOfCurvature<TFunction>>.Run(
            samples, length, ref MemoryMarshal.GetReference((TFunction.ReadsZ ? z : a).Slice(0, length)),
            ref MemoryMarshal.GetReference(tz.Slice(0, length)), ref MemoryMarshal.GetReference(cz.Slice(0, length)), ref Unsafe.NullRef<T>(),
            ref MemoryMarshal.GetReference(gradients), inputs: length, alpha);
    }

    /// <summary>The same of a softmax, whose derivative J moves by its tangent J' and its curvature J'': dz = J·da + J'·dta + J''·dca,
    /// dtz = J·dta + 2·J'·dca, dcz = J·dca.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void ChainCurvedSoftmax<T, TSamples>(
        TSamples samples, ReadOnlySpan<T> a, ReadOnlySpan<T> ta, ReadOnlySpan<T> ca, Span<T> gradients, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T> => SoftmaxTangents.ChainCurved(samples, a, ta, ca, gradients, outputs);

    /// <summary>The gradients by a, ta and ca of the layer before, from those by z, tz and cz: each times Wᵀ.</summary>
    /// <param name="samples">The layout.</param>
    /// <param name="gradients">dz, dtz and dcz, one behind the other.</param>
    /// <param name="w">W.</param>
    /// <param name="before">da, dta and dca of the layer before, one behind the other; overwritten.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    [MethodImpl(Loop.Inlined)]
    public static void PropagateCurved<T, TSamples>(
        TSamples samples, ReadOnlySpan<T> gradients, ReadOnlySpan<T> w, Span<T> before, int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        int from = gradients.Length / 3, to = before.Length / 3;
        for (int part = 0; part < 3; part++)
        {
            samples.Backward<IdentityFunction>(gradients.Slice(part * from, from), w, default, default, before.Slice(part * to, to), inputs, outputs);
        }
    }

    /// <summary>dW += aᵀ·dz + taᵀ·dtz + caᵀ·dcz and db += dz: the gradient of a layer by its parameters.</summary>
    /// <param name="samples">The layout.</param>
    /// <param name="a">What the layer reads.</param>
    /// <param name="ta">Its tangent.</param>
    /// <param name="ca">Its curvature; empty where it is the input, which moves along a straight line.</param>
    /// <param name="gradients">dz, dtz and dcz, one behind the other.</param>
    /// <param name="dw">Added to.</param>
    /// <param name="db">Added to; empty for a layer without bias.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    [MethodImpl(Loop.Inlined)]
    public static void AddGradient<T, TSamples>(
        TSamples samples, ReadOnlySpan<T> a, ReadOnlySpan<T> ta, ReadOnlySpan<T> ca, ReadOnlySpan<T> gradients, Span<T> dw, Span<T> db,
        int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        int length = gradients.Length / 3;
        samples.AddGradient(a, gradients.Slice(0, length), dw, db, inputs, outputs);
        samples.AddGradient(ta, gradients.Slice(length, length), dw, default, inputs, outputs);
        if (!ca.IsEmpty)
        {
            samples.AddGradient(ca, gradients.Slice(2 * length, length), dw, default, inputs, outputs);
        }
    }

    /// <summary>da = dz·Wᵀ, and tda = tdz·Wᵀ + dz·Vᵀ, of the layer before.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Propagate<T, TSamples>(
        TSamples samples, ReadOnlySpan<T> dz, ReadOnlySpan<T> tdz, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> da, Span<T> tda, Span<T> free,
        int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        samples.Backward<IdentityFunction>(dz, w, default, default, da, inputs, outputs);
        samples.Backward<IdentityFunction>(tdz, w, default, default, tda, inputs, outputs);
        samples.Backward<IdentityFunction>(dz, v, default, default, free, inputs, outputs);
        Add(samples, free, tda);
    }

    /// <summary>PW += aᵀ·tdz + taᵀ·dz and pb += tdz, the part of a layer in ∇²L·v.</summary>
    /// <param name="samples">The layout.</param>
    /// <param name="a">What the layer reads.</param>
    /// <param name="ta">Its tangent; empty where it is the input.</param>
    /// <param name="dz">∂L/∂z.</param>
    /// <param name="tdz">Its tangent.</param>
    /// <param name="pw">Added to.</param>
    /// <param name="pb">Added to; empty for a layer without bias.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    [MethodImpl(Loop.Inlined)]
    public static void AddProduct<T, TSamples>(
        TSamples samples, ReadOnlySpan<T> a, ReadOnlySpan<T> ta, ReadOnlySpan<T> dz, ReadOnlySpan<T> tdz, Span<T> pw, Span<T> pb, int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        samples.AddGradient(a, tdz, pw, pb, inputs, outputs);
        if (!ta.IsEmpty)
        {
            samples.AddGradient(ta, dz, pw, default, inputs, outputs);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void Add<T, TSamples>(TSamples samples, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        ref T none = ref Unsafe.NullRef<T>();
        OfSamples<Addition>.Run(
            samples, y.Length, ref none, ref none, ref MemoryMarshal.GetReference(x.Slice(0, y.Length)), ref none, ref MemoryMarshal.GetReference(y));
    }
}
