using System.Numerics;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>What a part of a mini-batch came to: the gradient of the mean loss of its samples, wherever it was computed.</summary>
/// <remarks>All memory is allocated by the constructor.</remarks>
/// <param name="parameterCount">The length of the gradient.</param>
internal sealed class ShardGradient<T>(int parameterCount)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _gradient = new(parameterCount);

    /// <summary>∂L/∂parameters, L being <see cref="Loss"/>. Without samples it is left from before, and means nothing.</summary>
    public Span<T> Gradient => _gradient.Span;

    /// <summary>The mean loss of the samples of this part, by their weights. Means nothing without samples.</summary>
    public T Loss { get; set; }

    /// <summary>The sum of their weights, or how many they are; 0 if there are none.</summary>
    public double Weight { get; set; }

    /// <summary>Its share of the weights of the mini-batch; 0 if it has none. The trainer's to set, once all parts are computed.</summary>
    public double Share { get; set; }
}
