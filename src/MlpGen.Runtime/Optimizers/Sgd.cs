using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Optimizers;

/// <summary>Gradient descent: θ ← θ − η·g.</summary>
/// <remarks>Without state, and so safe to call from many threads on different parameters. Allocates nothing.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Sgd<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private T _learningRate;

    /// <summary>Gradient descent with the given step length.</summary>
    /// <param name="learningRate">η, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative, NaN or infinite.</exception>
    public Sgd(T learningRate) => LearningRate = learningRate;

    /// <summary>η, the length of a step in units of the gradient. May be changed between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, NaN or infinite.</exception>
    public T LearningRate
    {
        get => _learningRate;
        set => _learningRate = T.IsFinite(value) && value >= T.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a learning rate that is finite and not negative.");
    }

    /// <summary>Takes one step: θ ← θ − η·g.</summary>
    /// <param name="parameters">θ, updated in place.</param>
    /// <param name="gradient">g = ∂L/∂θ, as long as <paramref name="parameters"/>; left as it is.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        if (gradient.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"Expected gradient to have length {parameters.Length}, as parameters does, but it has length {gradient.Length}.", nameof(gradient));
        }

        if (parameters.Overlaps(gradient, out int offset) && offset != 0)
        {
            throw new ArgumentException("Expected gradient to be memory of its own, but it overlaps parameters.", nameof(gradient));
        }

        if (Vector512.IsHardwareAccelerated && parameters.Length >= Vector512<T>.Count)
        {
            Step512(parameters, gradient, _learningRate);
        }
        else if (Vector256.IsHardwareAccelerated && parameters.Length >= Vector256<T>.Count)
        {
            Step256(parameters, gradient, _learningRate);
        }
        else
        {
            StepScalar(parameters, gradient, _learningRate, from: 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step512(Span<T> parameters, ReadOnlySpan<T> gradient, T learningRate)
    {
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradient);
        var eta = Vector512.Create(learningRate);
        int whole = parameters.Length - parameters.Length % Vector512<T>.Count;
        for (nuint i = 0; i < (nuint)whole; i += (nuint)Vector512<T>.Count)
        {
            (Vector512.LoadUnsafe(ref p, i) - eta * Vector512.LoadUnsafe(ref g, i)).StoreUnsafe(ref p, i);
        }

        StepScalar(parameters, gradient, learningRate, whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step256(Span<T> parameters, ReadOnlySpan<T> gradient, T learningRate)
    {
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradient);
        var eta = Vector256.Create(learningRate);
        int whole = parameters.Length - parameters.Length % Vector256<T>.Count;
        for (nuint i = 0; i < (nuint)whole; i += (nuint)Vector256<T>.Count)
        {
            (Vector256.LoadUnsafe(ref p, i) - eta * Vector256.LoadUnsafe(ref g, i)).StoreUnsafe(ref p, i);
        }

        StepScalar(parameters, gradient, learningRate, whole);
    }

    private static void StepScalar(Span<T> parameters, ReadOnlySpan<T> gradient, T learningRate, int from)
    {
        for (int i = from; i < parameters.Length; i++)
        {
            parameters[i] -= learningRate * gradient[i];
        }
    }
}
