using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>An activation over whole spans: what generated code calls between the layers of a network that is not unrolled.</summary>
/// <remarks>
/// It has its value, a = f(z), and its gradient, dz = da ⊙ f'(z). All spans are of one length, anything else throws
/// <see cref="ArgumentException"/>. The written span may be one of the read ones, but must not overlap them otherwise.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ActivationPass
{
    /// <summary>
    /// For loops, and for members that lead to them and are not inlined: without it they would run unoptimized until the runtime
    /// finds time, and on a busy machine that takes seconds.
    /// </summary>
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    private const MethodImplOptions Inline = Loop.Inlined;

    /// <summary>a = f(z).</summary>
    /// <param name="z">The pre-activations.</param>
    /// <param name="a">Written; may be <paramref name="z"/>.</param>
    /// <param name="alpha">The α of LeakyRelu and Elu.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TFunction">f.</typeparam>
    [MethodImpl(Inline)]
    public static void Value<T, TFunction>(ReadOnlySpan<T> z, Span<T> a, double alpha = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IElementwise
    {
        Check(z.Length, a.Length, nameof(a));
        Value<T, TFunction>(z, a, z.Length, alpha);
    }

    /// <summary>The same of spans whose length is known, and perhaps a constant: then only what it needs is compiled.</summary>
    [MethodImpl(Inline)]
    internal static void Value<T, TFunction>(ReadOnlySpan<T> z, Span<T> a, int length, double alpha)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        ref T none = ref Unsafe.NullRef<T>();
        Widths<ElementwiseValue<TFunction>>.Run(
            length, ref none, ref none, ref MemoryMarshal.GetReference(z), ref none, ref MemoryMarshal.GetReference(a),
            0, length, alpha: alpha);
    }

    /// <summary>dz = da ⊙ f'.</summary>
    /// <param name="da">∂L/∂a.</param>
    /// <param name="by">z or a, whichever f' is written in.</param>
    /// <param name="dz">Written; may be <paramref name="da"/> or <paramref name="by"/>.</param>
    /// <param name="alpha">The α of LeakyRelu and Elu.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TFunction">f.</typeparam>
    [MethodImpl(Inline)]
    public static void Gradient<T, TFunction>(ReadOnlySpan<T> da, ReadOnlySpan<T> by, Span<T> dz, double alpha = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IElementwise
    {
        Gradient<T, TFunction>(da, by, dz, dz.Length, alpha);
    }

    /// <summary>The same of spans whose length may be a constant.</summary>
    [MethodImpl(Inline)]
    internal static void Gradient<T, TFunction>(ReadOnlySpan<T> da, ReadOnlySpan<T> by, Span<T> dz, int length, double alpha)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        if (da.Length != length || by.Length != length || dz.Length != length)
        {
            Throw(da.Length != length ? da.Length : by.Length, dz.Length, nameof(dz));
        }

        ref T none = ref Unsafe.NullRef<T>();
        Widths<ElementwiseGradient<TFunction>>.Run(
            length, ref none, ref none, ref MemoryMarshal.GetReference(da), ref MemoryMarshal.GetReference(by),
            ref MemoryMarshal.GetReference(dz), 0, length, alpha: alpha);
    }

    [MethodImpl(Inline)]
    private static void Check(int length, int written, string name)
    {
        if (length != written)
        {
            Throw(length, written, name);
        }
    }

    [DoesNotReturn]
    private static void Throw(int length, int written, string name) =>
        throw new ArgumentException($"Expected spans of one length, but {length} elements were to be read and {written} written.", name);
}
