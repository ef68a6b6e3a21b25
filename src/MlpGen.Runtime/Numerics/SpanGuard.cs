using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlpGen.Numerics;

/// <summary>Throws for arguments that do not fit. Called by generated code, which checks; not meant to be called by hand.</summary>
/// <remarks>
/// The checks stay in the generated code, where they are one comparison each; what is thrown is here, so that no message is
/// built, and no code for one is inlined, on the path that matters. Each message names the argument, what was expected and
/// what was passed.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class SpanGuard
{
    /// <summary>Throws because the length of <paramref name="argument"/> is not <paramref name="expected"/>.</summary>
    [DoesNotReturn]
    public static void ThrowLength(string argument, int expected, int actual) =>
        Throw(argument, $"Expected {argument} to have length {expected}{Constant(argument)}, but it has length {actual}.");

    /// <summary>Throws because <paramref name="argument"/> does not hold whole rows of <paramref name="rowLength"/>.</summary>
    [DoesNotReturn]
    public static void ThrowNotMultiple(string argument, int rowLength, int actual) =>
        Throw(argument, $"Expected {argument} to hold whole rows of {rowLength}{Constant(argument)}, but it has length {actual}.");

    /// <summary>Throws because <paramref name="argument"/> does not hold <paramref name="samples"/> rows of
    /// <paramref name="rowLength"/>.</summary>
    [DoesNotReturn]
    public static void ThrowBatchLength(string argument, int samples, int rowLength, int actual) =>
        Throw(argument, $"Expected {argument} to have length {(long)samples * rowLength} ({samples} samples of {rowLength}), but it has length {actual}.");

    /// <summary>Throws because <paramref name="argument"/> holds no sample, of which there is no mean loss.</summary>
    [DoesNotReturn]
    public static void ThrowEmptyBatch(string argument) =>
        Throw(argument, $"Expected {argument} to hold at least 1 sample, but it is empty: no samples have no mean loss.");

    /// <summary>Throws because the memory of <paramref name="written"/> overlaps that of <paramref name="other"/>.</summary>
    [DoesNotReturn]
    public static void ThrowOverlap(string written, string other) =>
        Throw(written, $"Expected {written} to be memory of its own, since it is written while {other} is still needed, but it overlaps {other}.");

    /// <summary>Throws because a label is not a class.</summary>
    [DoesNotReturn]
    public static void ThrowLabel(string argument, int index, int label, int classes) =>
        Throw(argument, $"Expected {argument}[{index}] to be a class from 0 to {classes - 1}, but it is {label}.");

    /// <summary>Throws unless each label is one of the classes 0 … <paramref name="classes"/> − 1.</summary>
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

    /// <summary>The generated constant, in parentheses, that an argument's length is, or its rows' length.</summary>
    private static string Constant(string argument) => argument switch
    {
        "parameters" or "gradient" => " (ParameterCount)",
        "input" or "inputs" or "inputGradient" or "inputGradients" => " (InputSize)",
        "output" or "outputs" or "outputGradient" or "outputGradients" or "targets" => " (OutputSize)",
        "trace" => " (TraceSize)",
        _ => "",
    };

    [DoesNotReturn]
    private static void Throw(string argument, FormattableString message) =>
        throw new ArgumentException(message.ToString(CultureInfo.InvariantCulture), argument);
}
