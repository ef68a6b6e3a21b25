using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>What an unrolled network gives to <see cref="ByNumbers"/>: its text, number by number.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INumbers<T> : IPasses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The numbers of a trace.</summary>
    static abstract int TraceSize { get; }

    /// <summary>Forward into a trace.</summary>
    static abstract void ForwardNumbers(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> trace);

    /// <summary>Back by a trace; <paramref name="outputGradient"/> may be ∂L/∂z of the last layer instead of ∂L/∂y, if it is so given.</summary>
    static abstract void BackwardNumbers(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> trace, ReadOnlySpan<T> outputGradient, Span<T> gradient,
        Span<T> inputGradient, bool isGiven);

    /// <summary>The loss of one sample by its trace, and what the chain rule begins with.</summary>
    static virtual T LossNumbers(ReadOnlySpan<T> trace, ReadOnlySpan<T> target, T scale, Span<T> outputGradient) => throw new NotSupportedException();
}

/// <summary>One sample through the text of an unrolled network, where the hardware has no vectors for a faster way.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ByNumbers
{
    /// <summary>Forward, and back from ∂L/∂y.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Backward<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> gradient, Span<T> inputGradient)
        where TNet : struct, INumbers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> trace = stackalloc T[TNet.TraceSize];
        TNet.ForwardNumbers(parameters, input, trace);
        TNet.BackwardNumbers(parameters, input, trace, outputGradient, gradient, inputGradient, isGiven: false);
    }

    /// <summary>Forward and loss.</summary>
    /// <returns>The loss, not yet divided for the mean.</returns>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target)
        where TNet : struct, INumbers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> trace = stackalloc T[TNet.TraceSize], unwanted = stackalloc T[TNet.OutputSize];
        TNet.ForwardNumbers(parameters, input, trace);
        return TNet.LossNumbers(trace, target, T.One, unwanted);
    }

    /// <summary>Forward, loss and back.</summary>
    /// <returns>The loss, not yet divided for the mean.</returns>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target, T scale, Span<T> gradient, Span<T> inputGradient)
        where TNet : struct, INumbers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> trace = stackalloc T[TNet.TraceSize], outputGradient = stackalloc T[TNet.OutputSize];
        TNet.ForwardNumbers(parameters, input, trace);
        T loss = TNet.LossNumbers(trace, target, scale, outputGradient);
        TNet.BackwardNumbers(parameters, input, trace, outputGradient, gradient, inputGradient, TNet.IsFused);
        return loss;
    }
}
