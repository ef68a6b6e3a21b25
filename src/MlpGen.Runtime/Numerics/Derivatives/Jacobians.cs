using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>The Jacobians of one sample or of many: one pass forward, and then the chain rule from each row of the identity in place of ∂L/∂y, so that
/// it gives ∂y_k/∂x and ∂y_k/∂θ; a tiny network has a text of its own for the first. Called by generated code; not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Jacobians
{
    /// <summary>The most memory that rows of outputs take together.</summary>
    private const int MostBytes = 32 * 1024;

    /// <summary>∂y/∂x of each sample, by the text number by number.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void OfInputsByNumbers<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> jacobians, int samples)
        where TNet : struct, ITangentNumbers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = TNet.OutputSize * TNet.InputSize;
        Span<T> trace = stackalloc T[TNet.TraceSize];
        for (int s = 0; s < samples; s++)
        {
            TNet.ForwardNumbers(parameters, inputs.Slice(s * TNet.InputSize, TNet.InputSize), trace);
            TNet.JacobianNumbers(parameters, trace, jacobians.Slice(s * size, size));
        }
    }

    /// <summary>∂y/∂θ of each sample, by the text number by number.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void OfParametersByNumbers<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> jacobians, int samples)
        where TNet : struct, INumbers<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = TNet.OutputSize * parameters.Length;
        jacobians.Zero();
        Span<T> trace = stackalloc T[TNet.TraceSize], unit = stackalloc T[TNet.OutputSize];
        for (int s = 0; s < samples; s++)
        {
            ReadOnlySpan<T> x = inputs.Slice(s * TNet.InputSize, TNet.InputSize);
            TNet.ForwardNumbers(parameters, x, trace);
            for (int k = 0; k < TNet.OutputSize; k++)
            {
                unit.Zero();
                unit[k] = T.One;
                TNet.BackwardNumbers(
                    parameters, x, trace, unit, jacobians.Slice(s * size + k * parameters.Length, parameters.Length), default, isGiven: false);
            }
        }
    }

    /// <summary>∂y/∂x of each sample, by the layered text.</summary>
    [MethodImpl(Loop.Hot)]
    public static void OfInputsByLayers<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> jacobians, int samples)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = TNet.OutputSize * TNet.InputSize;
        for (int s = 0; s < samples; s++)
        {
            OneByLayers<TNet, T>(parameters, inputs.Slice(s * TNet.InputSize, TNet.InputSize), jacobians.Slice(s * size, size), default);
        }
    }

    /// <summary>∂y/∂θ of each sample, by the layered text.</summary>
    [MethodImpl(Loop.Hot)]
    public static void OfParametersByLayers<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> jacobians, int samples)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = TNet.OutputSize * parameters.Length;
        jacobians.Zero();
        for (int s = 0; s < samples; s++)
        {
            OneByLayers<TNet, T>(parameters, inputs.Slice(s * TNet.InputSize, TNet.InputSize), default, jacobians.Slice(s * size, size));
        }
    }

    /// <summary>One sample; the Jacobian that is not wanted is empty, the other by parameters is cleared.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    private static void OneByLayers<TNet, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> byInput, Span<T> byParameters)
        where TNet : struct, ILayers<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> trace = StackMemory.Align(stackalloc T[TNet.TraceSize + Loop.Spare<T>()], TNet.TraceSize);
        TNet.Forward(new OneSample<T, Trace>(), parameters, x, trace, default);
        int most = Math.Clamp(MostBytes / (2 * TNet.WidestLayer * Unsafe.SizeOf<T>()), 1, TNet.OutputSize), length = most * TNet.WidestLayer;
        Span<T> d = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        Span<T> e = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        for (int first = 0; first < TNet.OutputSize; first += most)
        {
            int rows = Math.Min(most, TNet.OutputSize - first);
            Span<T> identity = d.Slice(0, rows * TNet.OutputSize);
            identity.Zero();
            for (int k = 0; k < rows; k++)
            {
                identity[k * TNet.OutputSize + first + k] = T.One;
            }

            // Without gradients to be written, the text still slices some: those of the parameters, which nobody writes.
            bool wantsGradients = !byParameters.IsEmpty;
            Span<T> gradient = wantsGradients
                ? byParameters.Slice(first * parameters.Length, rows * parameters.Length)
                : MemoryMarshal.CreateSpan(
                    ref MemoryMarshal.GetReference(parameters), parameters.Length);
            TNet.Backward(
                new OutputsOfOneSample<T>(rows, wantsGradients ? parameters.Length : 0), parameters, x, trace, default, d, e, gradient,
                Loop.Rows(byInput, first, rows, TNet.InputSize), isGiven: false);
        }
    }
}
