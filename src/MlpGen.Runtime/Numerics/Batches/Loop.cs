using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>What all loops over samples share.</summary>
internal static class Loop
{
    /// <summary>For a loop, which may run for long before the runtime would come back to it with better code; and what it calls is large enough
    /// not to be wanted in its callers.</summary>
    public const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>For what is to be compiled into its callers; and where the JIT has had enough of that, it is not to wait for better code either.</summary>
    public const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>What makes the sum over all samples a mean: 1/N, or 1/(N·n).</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Scale<TNet, T>(int samples)
        where TNet : struct, IPasses<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T count = Scalar.Round<T>(samples);
        return Scalar.Inverse(TNet.MeansOutputs ? Scalar.Multiply(count, Scalar.Round<T>(TNet.OutputSize)) : count);
    }

    /// <summary>The mean of losses that were summed in double, so that a long batch loses nothing.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Mean<T>(double sum, T scale)
        where T : unmanaged, IFloatingPointIeee754<T> => Scalar.Round<T>(sum * Scalar.Widen(scale));

    /// <summary>What may lie before the first cache line of memory on the stack.</summary>
    [MethodImpl(Loop.Inlined)]
    public static int Spare<T>() => StackMemory.Alignment / Unsafe.SizeOf<T>();

    /// <summary>The rows of some samples; none of none.</summary>
    [MethodImpl(Loop.Inlined)]
    public static Span<T> Rows<T>(Span<T> rows, int first, int count, int width) =>
        rows.IsEmpty ? default : rows.Slice(first * width, count * width);

    /// <inheritdoc cref="Rows{T}(Span{T}, int, int, int)"/>
    [MethodImpl(Loop.Inlined)]
    public static ReadOnlySpan<T> Rows<T>(ReadOnlySpan<T> rows, int first, int count, int width) => rows.Slice(first * width, count * width);

    /// <summary>The same span, read in two pieces, as it was written just before: read as a whole, it would be waited for until both are in the
    /// cache, some ten nanoseconds.</summary>
    [MethodImpl(Loop.Inlined)]
    public static ReadOnlySpan<T> Piecewise<T>(ReadOnlySpan<T> span) => MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(span), span.Length);

    /// <inheritdoc cref="Piecewise{T}(ReadOnlySpan{T})"/>
    [MethodImpl(Loop.Inlined)]
    public static Span<T> Piecewise<T>(Span<T> span) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), span.Length);
}
