using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>One sample through the layered text of a network, with the memory that it takes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ByLayers
{
    /// <summary>The output alone.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Forward<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> output)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SpanGuard.CheckOutputSeparate(output, parameters, input);
        int widest = TNet.WidestHidden, length = 2 * widest;
        Span<T> memory = length == 0 ? default : StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        TNet.Forward(new OneSample<T, TwoBuffers>(widest), parameters, input, memory, output);
    }

    /// <summary>Forward, and back from ∂L/∂y.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Backward<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> gradient, Span<T> inputGradient)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int trace = StackMemory.WholeLines<T>(TNet.TraceSize), width = StackMemory.WholeLines<T>(TNet.WidestLayer), length = trace + (2 * width);
        Span<T> memory = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> d = memory.Slice(trace, width), e = memory.Slice(trace + width, width);
        var samples = new OneSample<T, Needed>();
        TNet.Forward(samples, parameters, input, memory, default);
        outputGradient.MoveTo(d);
        TNet.Backward(samples, parameters, input, memory, default, d, e, gradient, inputGradient, isGiven: false);
    }

    /// <summary>Back from ∂L/∂y and a trace.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void BackwardTrace<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> trace, ReadOnlySpan<T> outputGradient,
        Span<T> gradient, Span<T> inputGradient)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = TNet.WidestLayer;
        Span<T> d = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> e = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        outputGradient.MoveTo(d);

        // The pass back reads its memory only, but shares the type of the places with the pass that writes it.
        Span<T> memory = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(trace), trace.Length);
        TNet.Backward(new OneSample<T, Trace>(), parameters, input, memory, default, d, e, gradient, inputGradient, isGiven: false);
    }

    /// <summary>Forward, loss and back.</summary>
    /// <returns>The loss, not yet divided for the mean.</returns>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static T LossAndGradient<TNet, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target, T scale, Span<T> gradient, Span<T> inputGradient)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // In one piece: to align three takes the JIT three times as long.
        int trace = StackMemory.WholeLines<T>(TNet.TraceSize), width = StackMemory.WholeLines<T>(TNet.WidestLayer), length = trace + (2 * width);
        Span<T> memory = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> d = memory.Slice(trace, width), e = memory.Slice(trace + width, width);
        var samples = new OneSample<T, Needed>();
        Span<T> read = TNet.Forward(samples, parameters, input, memory, default);
        T loss = TNet.Loss(samples, read, new Targets<T>(target), scale, samples.Units(d, TNet.OutputSize));
        TNet.Backward(samples, parameters, input, memory, default, d, e, gradient, inputGradient, TNet.IsFused);
        return loss;
    }

    /// <summary>Forward and loss.</summary>
    /// <returns>The loss, not yet divided for the mean.</returns>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static T Loss<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> trace = StackMemory.Align(stackalloc T[TNet.TraceSize + Loop.Spare<T>()], TNet.TraceSize);
        var samples = new OneSample<T, Needed>();
        Span<T> read = TNet.Forward(samples, parameters, input, trace, default);
        return TNet.Loss(samples, read, new Targets<T>(target), T.One, default);
    }
}
