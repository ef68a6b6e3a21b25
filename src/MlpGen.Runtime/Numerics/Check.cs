using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

#pragma warning disable CA1000 // generated files have a name for the class with its type argument

/// <summary>The checks at the top of the generated members: every length exact, and nothing that is written over what is read. Called by generated
/// code; not meant to be called by hand.</summary>
/// <remarks>
/// Nothing has been written when one of them throws. <c>Forward</c> and <c>ForwardTrace</c> look at lengths alone: their ways either read all
/// before they write, or check for themselves. <typeparamref name="T"/> belongs to the class, not to its methods: an alias names it once a file, where the
/// compiler would have to infer it at each call, for as much memory as it takes for the rest of the call.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static partial class Check<T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = Loop.Inlined;

    /// <summary>The arguments of a copy.</summary>
    [MethodImpl(Inline)]
    public static void Parameters(ReadOnlySpan<T> parameters, int parameterCount) => SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));

    /// <summary>The arguments of <c>Initialize</c>.</summary>
    [MethodImpl(Inline)]
    public static void Initialize(Span<T> parameters, int parameterCount) => SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));

    /// <summary>The argument of a view.</summary>
    [MethodImpl(Inline)]
    public static void View(ReadOnlySpan<T> all, int length, string argument) => SpanGuard.CheckLength(all.Length, length, argument);

    /// <inheritdoc cref="View(ReadOnlySpan{T}, int, string)"/>
    [MethodImpl(Inline)]
    public static void View(Span<T> all, int length, string argument) => SpanGuard.CheckLength(all.Length, length, argument);

    /// <summary>The arguments of <c>Forward</c>.</summary>
    [MethodImpl(Inline)]
    public static void Forward(ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> input, int inputSize, Span<T> output, int outputSize)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        Forward(input, inputSize, output, outputSize);
    }

    /// <summary>Those of a network whose weights are frozen.</summary>
    [MethodImpl(Inline)]
    public static void Forward(ReadOnlySpan<T> input, int inputSize, Span<T> output, int outputSize)
    {
        SpanGuard.CheckLength(input.Length, inputSize, nameof(input));
        SpanGuard.CheckLength(output.Length, outputSize, nameof(output));
    }

    /// <summary>The arguments of <c>ForwardTrace</c>.</summary>
    [MethodImpl(Inline)]
    public static void ForwardTrace(ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> input, int inputSize, Span<T> trace, int traceSize)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        ForwardTrace(input, inputSize, trace, traceSize);
        SpanGuard.CheckSeparate(trace, parameters, nameof(trace), nameof(parameters));
    }

    /// <summary>Those of a network whose weights are frozen.</summary>
    [MethodImpl(Inline)]
    public static void ForwardTrace(ReadOnlySpan<T> input, int inputSize, Span<T> trace, int traceSize)
    {
        SpanGuard.CheckLength(input.Length, inputSize, nameof(input));
        SpanGuard.CheckLength(trace.Length, traceSize, nameof(trace));
        SpanGuard.CheckSeparate(trace, input, nameof(trace), nameof(input));
    }

    /// <summary>The arguments of <c>Backward</c>.</summary>
    [MethodImpl(Inline)]
    public static void Backward(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> input, int inputSize, ReadOnlySpan<T> outputGradient, int outputSize,
        Span<T> gradient, Span<T> inputGradient)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        SpanGuard.CheckLength(input.Length, inputSize, nameof(input));
        SpanGuard.CheckLength(outputGradient.Length, outputSize, nameof(outputGradient));
        SpanGuard.CheckLength(gradient.Length, parameterCount, nameof(gradient));
        SpanGuard.CheckLengthOrEmpty(inputGradient.Length, inputSize, nameof(inputGradient));
        SpanGuard.CheckSeparate(gradient, parameters, nameof(gradient), nameof(parameters));
        SpanGuard.CheckSeparate(gradient, input, nameof(gradient), nameof(input));
        SpanGuard.CheckSeparate(gradient, outputGradient, nameof(gradient), nameof(outputGradient));
        if (!inputGradient.IsEmpty)
        {
            SpanGuard.CheckSeparate(inputGradient, parameters, nameof(inputGradient), nameof(parameters));
            SpanGuard.CheckSeparate(inputGradient, input, nameof(inputGradient), nameof(input));
            SpanGuard.CheckSeparate(inputGradient, outputGradient, nameof(inputGradient), nameof(outputGradient));
            SpanGuard.CheckSeparate(inputGradient, gradient, nameof(inputGradient), nameof(gradient));
        }
    }

    /// <summary>The arguments of <c>BackwardTrace</c>.</summary>
    [MethodImpl(Inline)]
    public static void BackwardTrace(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> input, int inputSize, ReadOnlySpan<T> trace, int traceSize,
        ReadOnlySpan<T> outputGradient, int outputSize, Span<T> gradient, Span<T> inputGradient)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        SpanGuard.CheckLength(input.Length, inputSize, nameof(input));
        SpanGuard.CheckLength(trace.Length, traceSize, nameof(trace));
        Backward(parameters, parameterCount, input, inputSize, outputGradient, outputSize, gradient, inputGradient);
        SpanGuard.CheckSeparate(gradient, trace, nameof(gradient), nameof(trace));
        if (!inputGradient.IsEmpty)
        {
            SpanGuard.CheckSeparate(inputGradient, trace, nameof(inputGradient), nameof(trace));
        }
    }

    /// <summary>The arguments of <c>ForwardBatch</c>.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int ForwardBatch(ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, Span<T> outputs, int outputSize)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        int samples = ForwardBatch(inputs, inputSize, outputs, outputSize);
        SpanGuard.CheckSeparate(outputs, parameters, nameof(outputs), nameof(parameters));
        return samples;
    }

    /// <summary>Those of a network whose weights are frozen.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int ForwardBatch(ReadOnlySpan<T> inputs, int inputSize, Span<T> outputs, int outputSize)
    {
        int samples = SpanGuard.CountRows(inputs.Length, inputSize, nameof(inputs));
        SpanGuard.CheckRows(outputs.Length, samples, outputSize, nameof(outputs));
        SpanGuard.CheckSeparate(outputs, inputs, nameof(outputs), nameof(inputs));
        return samples;
    }

    /// <summary>The arguments of <c>BackwardBatch</c>.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int BackwardBatch(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<T> outputGradients, int outputSize,
        Span<T> gradient, Span<T> inputGradients)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        int samples = SpanGuard.CountRows(inputs.Length, inputSize, nameof(inputs));
        SpanGuard.CheckRows(outputGradients.Length, samples, outputSize, nameof(outputGradients));
        Gradients(parameters, parameterCount, inputs, inputSize, samples, outputGradients, nameof(outputGradients), gradient, inputGradients);
        return samples;
    }

    /// <summary>The arguments of <c>Loss</c>.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int Loss(ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<T> targets, int outputSize)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        int samples = SpanGuard.CountRowsAtLeastOne(inputs.Length, inputSize, nameof(inputs));
        SpanGuard.CheckRows(targets.Length, samples, outputSize, nameof(targets));
        return samples;
    }

    /// <summary>The arguments of <c>Loss</c> with class labels.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int Loss(ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<int> labels, int classes)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        int samples = SpanGuard.CountRowsAtLeastOne(inputs.Length, inputSize, nameof(inputs));
        SpanGuard.CheckRows(labels.Length, samples, 1, nameof(labels));
        SpanGuard.CheckLabels(labels, classes);
        return samples;
    }

    /// <summary>The arguments of <c>LossAndGradient</c>.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int LossAndGradient(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<T> targets, int outputSize,
        Span<T> gradient, Span<T> inputGradients)
    {
        int samples = Loss(parameters, parameterCount, inputs, inputSize, targets, outputSize);
        Gradients(parameters, parameterCount, inputs, inputSize, samples, targets, nameof(targets), gradient, inputGradients);
        return samples;
    }

    /// <summary>The arguments of <c>LossAndGradient</c> with class labels.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int LossAndGradient(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<int> labels, int classes,
        Span<T> gradient, Span<T> inputGradients)
    {
        int samples = Loss(parameters, parameterCount, inputs, inputSize, labels, classes);
        Gradients(parameters, parameterCount, inputs, inputSize, samples, default, nameof(labels), gradient, inputGradients);
        SpanGuard.CheckSeparate(gradient, labels, nameof(gradient), nameof(labels));
        if (!inputGradients.IsEmpty)
        {
            SpanGuard.CheckSeparate(inputGradients, labels, nameof(inputGradients), nameof(labels));
        }

        return samples;
    }

    [MethodImpl(Inline)]
    private static void Gradients(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, int samples, ReadOnlySpan<T> others, string othersName,
        Span<T> gradient, Span<T> inputGradients)
    {
        SpanGuard.CheckLength(gradient.Length, parameterCount, nameof(gradient));
        SpanGuard.CheckRowsOrEmpty(inputGradients.Length, samples, inputSize, nameof(inputGradients));
        SpanGuard.CheckGradientsSeparate(gradient, inputGradients, parameters, inputs, others, nameof(inputGradients), nameof(inputs), othersName);
    }
}
