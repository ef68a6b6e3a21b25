using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>Throws for arguments that do not fit. Called by generated code, which checks; not meant to be called by hand.</summary>
/// <remarks>
/// The checks are inlined, one comparison each, so that the JIT knows the lengths afterwards; what is thrown is not, so that no
/// code that builds a message stands on the path that matters. Each message names the argument, what was expected and
/// what was passed.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class SpanGuard
{
    /// <summary>Throws because the length of <paramref name="argument"/> is not <paramref name="expected"/>.</summary>
    [DoesNotReturn]
    public static void ThrowLength(string argument, int expected, int actual) =>
        throw Error(argument, $"Expected {argument} to have length {expected}{Constant(argument)}, but it has length {actual}.");

    /// <summary>Throws because <paramref name="argument"/> does not hold whole rows of <paramref name="rowLength"/>.</summary>
    [DoesNotReturn]
    public static void ThrowNotMultiple(string argument, int rowLength, int actual) =>
        throw Error(argument, $"Expected {argument} to hold whole rows of {rowLength}{Constant(argument)}, but it has length {actual}.");

    /// <summary>Throws because <paramref name="argument"/> does not hold <paramref name="samples"/> rows of
    /// <paramref name="rowLength"/>.</summary>
    [DoesNotReturn]
    public static void ThrowBatchLength(string argument, int samples, int rowLength, int actual) =>
        throw Error(
            argument,
            $"Expected {argument} to have length {(long)samples * rowLength} ({samples} samples of {rowLength}), but it has length {actual}.");

    /// <summary>Throws because <paramref name="argument"/> holds no sample, of which there is no mean loss.</summary>
    [DoesNotReturn]
    public static void ThrowEmptyBatch(string argument) =>
        throw Error(argument, $"Expected {argument} to hold at least 1 sample, but it is empty: no samples have no mean loss.");

    /// <summary>Throws because the memory of <paramref name="written"/> overlaps that of <paramref name="other"/>.</summary>
    [DoesNotReturn]
    public static void ThrowOverlap(string written, string other) => throw OverlapError(written, other);

    /// <summary>Throws because a label is not a class.</summary>
    [DoesNotReturn]
    public static void ThrowLabel(string argument, int index, int label, int classes) =>
        throw Error(argument, $"Expected {argument}[{index}] to be a class from 0 to {classes - 1}, but it is {label}.");

    /// <summary>Throws unless the length is exactly the expected one.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void CheckLength(int actual, int expected, string argument)
    {
        if (actual != expected)
        {
            ThrowLength(argument, expected, actual);
        }
    }

    /// <summary>Throws unless the length is the expected one, or 0: the argument is not wanted.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void CheckLengthOrEmpty(int actual, int expected, string argument)
    {
        if (actual != expected && actual != 0)
        {
            ThrowLength(argument, expected, actual);
        }
    }

    /// <summary>Throws unless the length is that of whole rows; returns how many.</summary>
    [MethodImpl(Loop.Inlined)]
    public static int CountRows(int actual, int rowLength, string argument)
    {
        int rows = actual / rowLength;
        if (rows * rowLength != actual)
        {
            ThrowNotMultiple(argument, rowLength, actual);
        }

        return rows;
    }

    /// <summary>As <see cref="CountRows"/>; throws for no row at all, too.</summary>
    [MethodImpl(Loop.Inlined)]
    public static int CountRowsAtLeastOne(int actual, int rowLength, string argument)
    {
        int rows = CountRows(actual, rowLength, argument);
        if (rows == 0)
        {
            ThrowEmptyBatch(argument);
        }

        return rows;
    }

    /// <summary>Throws unless the length is that of so many rows. The product is a long, so that it cannot overflow.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void CheckRows(int actual, int rows, int rowLength, string argument)
    {
        if (actual != (long)rows * rowLength)
        {
            ThrowBatchLength(argument, rows, rowLength, actual);
        }
    }

    /// <summary>As <see cref="CheckRows"/>, or 0: the argument is not wanted.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void CheckRowsOrEmpty(int actual, int rows, int rowLength, string argument)
    {
        if (actual != 0)
        {
            CheckRows(actual, rows, rowLength, argument);
        }
    }

    /// <summary>Throws if the memory of <paramref name="written"/> overlaps that of <paramref name="other"/>.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void CheckSeparate<T>(Span<T> written, ReadOnlySpan<T> other, string writtenName, string otherName)
    {
        if (Overlap(ref MemoryMarshal.GetReference(written), written.Length, ref MemoryMarshal.GetReference(other), other.Length))
        {
            ThrowOverlap(writtenName, otherName);
        }
    }

    /// <inheritdoc cref="CheckSeparate{T}(Span{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(Loop.Inlined)]
    public static void CheckSeparate<T>(Span<T> written, Span<T> other, string writtenName, string otherName) =>
        CheckSeparate(written, (ReadOnlySpan<T>)other, writtenName, otherName);

    /// <summary>Throws if the output overlaps what it is computed from.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static void CheckOutputSeparate<T>(Span<T> output, ReadOnlySpan<T> parameters, ReadOnlySpan<T> input)
    {
        ref T y = ref MemoryMarshal.GetReference(output);
        int length = output.Length;
        bool isInput = Overlap(ref y, length, ref MemoryMarshal.GetReference(input), input.Length);
        if (isInput || Overlap(ref y, length, ref MemoryMarshal.GetReference(parameters), parameters.Length))
        {
            ThrowOverlap(nameof(output), isInput ? nameof(input) : nameof(parameters));
        }
    }

    /// <summary>Throws if what a pass back writes, the gradient and perhaps that of the inputs, overlaps what it reads, or one another.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static void CheckGradientsSeparate<T>(
        Span<T> gradient, Span<T> inputGradient, ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> other,
        string inputGradientName, string inputName, string otherName)
    {
        // By references, each taken once, and with one throw for all: in a tiny network the JIT compiles all of this into the member,
        // and takes so much and no more.
        ref T g = ref MemoryMarshal.GetReference(gradient), dx = ref MemoryMarshal.GetReference(inputGradient);
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T x = ref MemoryMarshal.GetReference(input), o = ref MemoryMarshal.GetReference(other);
        if (Overlap(ref g, gradient.Length, ref p, parameters.Length) || Overlap(ref g, gradient.Length, ref x, input.Length)
            || Overlap(ref g, gradient.Length, ref o, other.Length)
            || (inputGradient.Length != 0
                && (Overlap(ref dx, inputGradient.Length, ref p, parameters.Length) || Overlap(ref dx, inputGradient.Length, ref x, input.Length)
                    || Overlap(ref dx, inputGradient.Length, ref o, other.Length) || Overlap(ref dx, inputGradient.Length, ref g, gradient.Length))))
        {
            ThrowOverlap(gradient, inputGradient, parameters, input, other, inputGradientName, inputName, otherName);
        }
    }

    /// <summary>As the library's <c>Overlaps</c>, which the JIT leaves a call in long methods: 1 to 2 ns each.</summary>
    [MethodImpl(Loop.Inlined)]
    private static bool Overlap<T>(ref T a, int aLength, ref T b, int bLength)
    {
        // From a to b, and in unsigned numbers back again: one of the two is short of a length if they overlap.
        nint there = Unsafe.ByteOffset(ref a, ref b);
        return aLength != 0 && bLength != 0
            && ((nuint)there < (nuint)aLength * (nuint)Unsafe.SizeOf<T>() || (nuint)(-there) < (nuint)bLength * (nuint)Unsafe.SizeOf<T>());
    }

    /// <inheritdoc cref="CheckSeparate{T}(Span{T}, ReadOnlySpan{T}, string, string)"/>
    public static void CheckSeparate<T>(Span<T> written, ReadOnlySpan<int> labels, string writtenName, string otherName)
        where T : unmanaged =>
        CheckSeparate(MemoryMarshal.AsBytes(written), MemoryMarshal.AsBytes(labels), writtenName, otherName);

    /// <summary>Throws unless each label is one of the classes 0 … <paramref name="classes"/> − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CheckLabels(ReadOnlySpan<int> labels, int classes)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                ThrowLabel(nameof(labels), i, labels[i], classes);
            }
        }
    }

    [DoesNotReturn]
    private static void ThrowOverlap<T>(
        Span<T> gradient, Span<T> inputGradient, ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> other,
        string inputGradientName, string inputName, string otherName) =>
        throw OverlapError(gradient, inputGradient, parameters, input, other, inputGradientName, inputName, otherName);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArgumentException OverlapError<T>(
        Span<T> gradient, Span<T> inputGradient, ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> other,
        string inputGradientName, string inputName, string otherName)
    {
        bool isGradient = gradient.Overlaps(parameters) || gradient.Overlaps(input) || gradient.Overlaps(other);
        Span<T> written = isGradient ? gradient : inputGradient;
        return OverlapError(
            isGradient ? nameof(gradient) : inputGradientName,
            written.Overlaps(parameters) ? nameof(parameters)
            : written.Overlaps(input) ? inputName
            : written.Overlaps(other) ? otherName
            : nameof(gradient));
    }

    private static ArgumentException OverlapError(string written, string other) =>
        Error(written, $"Expected {written} to be memory of its own, since it is written while {other} is still needed, but it overlaps {other}.");

    /// <summary>The generated constant, in parentheses, that an argument's length is, or its rows' length.</summary>
    private static string Constant(string argument) => argument switch
    {
        "parameters" or "gradient" => " (ParameterCount)",
        "input" or "inputs" or "inputGradient" or "inputGradients" => " (InputSize)",
        "output" or "outputs" or "outputGradient" or "outputGradients" or "targets" => " (OutputSize)",
        "trace" => " (TraceSize)",
        _ => "",
    };

    /// <remarks>The callers throw it themselves: from that the JIT knows that they do not return, and that lengths are as checked behind
    /// a call of theirs, so that constant indices below them cost nothing.</remarks>
    private static ArgumentException Error(string argument, FormattableString message) =>
        new(message.ToString(CultureInfo.InvariantCulture), argument);
}
