using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>
/// A dense layer for a tile of samples in columns: a row of <see cref="TileSamples"/> numbers for each unit, one for each sample.
/// Generated code takes batches of narrow networks this way.
/// </summary>
/// <remarks>
/// Vectors hold one unit of several samples, so that layers of any width keep them full. Every tile has rows of
/// <see cref="TileSamples"/>; nothing that a caller reads depends on what lies behind the samples in it. A
/// span must have exactly the length that the sizes say. Spans that are written must not overlap the others, unless they are said to
/// be worked on in place. Nothing is allocated.
/// </remarks>
internal static class DenseColumns
{
    /// <summary>The most samples in a tile, and the length of a row.</summary>
    public const int TileSamples = ColumnTile.Samples;

    /// <summary>Turns rows of a batch into a tile.</summary>
    /// <param name="rows">A row of <paramref name="width"/> for each sample; at most <see cref="TileSamples"/> of them.</param>
    /// <param name="tile">Written: a row for each of <paramref name="width"/> units.</param>
    /// <param name="width">Units.</param>
    /// <param name="forSums">Whether sums alone read it, as layers read the inputs of a network.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn<T>(ReadOnlySpan<T> rows, Span<T> tile, int width, bool forSums = false)
        where T : unmanaged
    {
        int samples = Samples(rows.Length, width);
        CheckTile(tile.Length, width);
        ColumnTile.Turn(ref MemoryMarshal.GetReference(rows), ref MemoryMarshal.GetReference(tile), samples, width, forSums);
    }

    /// <summary>Turns a tile into rows of a batch.</summary>
    /// <param name="tile">A row for each of <paramref name="width"/> units.</param>
    /// <param name="rows">Written: a row of <paramref name="width"/> for each sample; at most <see cref="TileSamples"/> of them.</param>
    /// <param name="width">Units.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TurnBack<T>(ReadOnlySpan<T> tile, Span<T> rows, int width)
        where T : unmanaged
    {
        int samples = Samples(rows.Length, width);
        CheckTile(tile.Length, width);
        ColumnTile.TurnBack(ref MemoryMarshal.GetReference(tile), ref MemoryMarshal.GetReference(rows), samples, width);
    }

    /// <summary>Class labels as a tile of targets: 1 at the label, 0 elsewhere.</summary>
    /// <param name="labels">A class for each sample, each from 0 to <paramref name="classes"/> − 1; at most <see cref="TileSamples"/>.</param>
    /// <param name="tile">Written: a row for each class.</param>
    /// <param name="classes">Units of the last layer.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OneHot<T>(ReadOnlySpan<int> labels, Span<T> tile, int classes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckTile(tile.Length, classes);
        tile.Zero();
        for (int s = 0; s < labels.Length; s++)
        {
            tile[(labels[s] * TileSamples) + s] = T.One;
        }
    }

    /// <summary>z = x·W + b and a = f(z).</summary>
    /// <param name="x">The layer's input.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="b">The bias, or empty for none.</param>
    /// <param name="z">Written, unless it is empty: z is not wanted.</param>
    /// <param name="a">Written.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <param name="alpha">The α of LeakyRelu and Elu.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TFunction">f.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<T, TFunction>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs, int samples, double alpha = 0)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        LayerShape.Check(w.Length, b.Length, inputs, outputs);
        CheckTile(x.Length, inputs);
        CheckTile(a.Length, outputs);
        if (!z.IsEmpty)
        {
            CheckTile(z.Length, outputs);
        }

        CheckSamples(samples);
        if (typeof(TFunction) == typeof(IdentityFunction) && z.IsEmpty)
        {
            Widths<ForwardColumns<Unchanged>>.Run(
                Widths.MoreThanHalf(samples), ref First(w), ref First(b), ref First(x), ref First<T>(z), ref First<T>(a), inputs, outputs, samples, alpha);
        }
        else
        {
            Widths<ForwardColumns<Activated<TFunction>>>.Run(
                Widths.MoreThanHalf(samples), ref First(w), ref First(b), ref First(x), ref First<T>(z), ref First<T>(a), inputs, outputs, samples, alpha);
        }
    }

    /// <summary>da = dz·Wᵀ: ∂L/∂a of the layer before.</summary>
    /// <param name="dz">∂L/∂z of the layer.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="da">Written.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient<T>(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> da, int inputs, int outputs, int samples)
        where T : unmanaged
    {
        LayerShape.Check(w.Length, 0, inputs, outputs);
        CheckTile(dz.Length, outputs);
        CheckTile(da.Length, inputs);
        CheckSamples(samples);
        ref T none = ref Unsafe.NullRef<T>();
        Widths<InputGradientColumns<Unchanged>>.Run(
            Widths.MoreThanHalf(samples), ref First(w), ref none, ref First(dz), ref none, ref First<T>(da), inputs, outputs, samples);
    }

    /// <summary>da = dz·Wᵀ, and at once dz of the layer before, da ⊙ f'.</summary>
    /// <param name="dz">∂L/∂z of the layer.</param>
    /// <param name="w">W, inputs × outputs, row by row.</param>
    /// <param name="by">z or a of the layer before, whichever f' is written in.</param>
    /// <param name="dzBefore">Written: ∂L/∂z of the layer before.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <param name="alpha">The α of LeakyRelu and Elu.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TFunction">f.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient<T, TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> by, Span<T> dzBefore, int inputs, int outputs, int samples, double alpha = 0)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        LayerShape.Check(w.Length, 0, inputs, outputs);
        CheckTile(dz.Length, outputs);
        CheckTile(by.Length, inputs);
        CheckTile(dzBefore.Length, inputs);
        CheckSamples(samples);
        ref T none = ref Unsafe.NullRef<T>();
        Widths<InputGradientColumns<Chained<TFunction>>>.Run(
            Widths.MoreThanHalf(samples), ref First(w), ref none, ref First(dz), ref First(by), ref First<T>(dzBefore), inputs, outputs, samples, alpha);
    }

    /// <summary>dW += aᵀ·dz and db += Σ dz.</summary>
    /// <param name="a">The layer's input.</param>
    /// <param name="dz">∂L/∂z of the layer.</param>
    /// <param name="dw">∂L/∂W, inputs × outputs, row by row.</param>
    /// <param name="db">∂L/∂b, or empty for a layer without.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, Span<T> db, int inputs, int outputs, int samples)
        where T : unmanaged
    {
        LayerShape.Check(dw.Length, db.Length, inputs, outputs);
        CheckTile(a.Length, inputs);
        CheckTile(dz.Length, outputs);
        CheckSamples(samples);
        Widths<WeightGradientColumns>.Run(
            Widths.MoreThanHalf(samples), ref First<T>(dw), ref First<T>(db), ref First(a), ref Unsafe.NullRef<T>(), ref First(dz), inputs, outputs, samples);
    }

    /// <summary>p = softmax(z), sample by sample.</summary>
    /// <param name="z">A row for each output.</param>
    /// <param name="p">Written; not <paramref name="z"/>.</param>
    /// <param name="outputs">Rows.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax<T>(ReadOnlySpan<T> z, Span<T> p, int outputs, int samples)
        where T : unmanaged
    {
        CheckTile(z.Length, outputs);
        CheckTile(p.Length, outputs);
        CheckSamples(samples);
        ref T none = ref Unsafe.NullRef<T>();
        Widths<SoftmaxColumns>.Run(
            Widths.MoreThanHalf(samples), ref none, ref none, ref First(z), ref none, ref First<T>(p), 0, outputs, samples);
    }

    /// <summary>dzⱼ = pⱼ·(dpⱼ − Σₖ pₖ·dpₖ), sample by sample.</summary>
    /// <param name="dp">∂L/∂p.</param>
    /// <param name="p">softmax(z).</param>
    /// <param name="dz">Written; may be <paramref name="dp"/>.</param>
    /// <param name="outputs">Rows.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxGradient<T>(ReadOnlySpan<T> dp, ReadOnlySpan<T> p, Span<T> dz, int outputs, int samples)
        where T : unmanaged
    {
        CheckTile(dp.Length, outputs);
        CheckTile(p.Length, outputs);
        CheckTile(dz.Length, outputs);
        CheckSamples(samples);
        ref T none = ref Unsafe.NullRef<T>();
        Widths<SoftmaxGradientColumns>.Run(
            Widths.MoreThanHalf(samples), ref none, ref none, ref First(dp), ref First(p), ref First<T>(dz), 0, outputs, samples);
    }

    /// <summary>−Σ t·log softmax(z) over the samples of a tile; dz = (softmax(z)·Σt − t)·scale.</summary>
    /// <param name="z">The logits.</param>
    /// <param name="t">The targets.</param>
    /// <param name="dz">Written.</param>
    /// <param name="outputs">Rows.</param>
    /// <param name="samples">Samples in the tile.</param>
    /// <param name="scale">1/N, which makes sums means.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t, Span<T> dz, int outputs, int samples, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckTile(z.Length, outputs);
        CheckTile(t.Length, outputs);
        CheckTile(dz.Length, outputs);
        T loss = T.Zero;
        CheckSamples(samples);
        Widths<CrossEntropyColumns>.Run(
            Widths.MoreThanHalf(samples), ref Unsafe.NullRef<T>(), ref loss, ref First(z), ref First(t), ref First<T>(dz), 0, outputs, samples, Scalar.Widen(scale));
        return loss;
    }

    [MethodImpl(Loop.Inlined)]
    private static int Samples(int length, int width)
    {
        int samples = length / width;
        if (samples * width != length)
        {
            ThrowRows(length, width);
        }

        CheckSamples(samples);
        return samples;
    }

    [MethodImpl(Loop.Inlined)]
    private static void CheckSamples(int samples)
    {
        if (samples is <= 0 or > TileSamples)
        {
            ThrowSamples(samples);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void CheckTile(int length, int width)
    {
        if (length != (long)width * TileSamples)
        {
            ThrowTile(length, width);
        }
    }

    [DoesNotReturn]
    private static void ThrowRows(int length, int width) => throw new ArgumentException($"{length} values are not rows of {width}.");

    [DoesNotReturn]
    private static void ThrowSamples(int samples) => throw new ArgumentException($"A tile has 1 to {TileSamples} samples, not {samples}.");

    [DoesNotReturn]
    private static void ThrowTile(int length, int width) =>
        throw new ArgumentException($"A tile of {width} units has {(long)width * TileSamples} values, not {length}.");

    [MethodImpl(Loop.Inlined)]
    private static ref T First<T>(ReadOnlySpan<T> span) => ref span.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(span);
}
