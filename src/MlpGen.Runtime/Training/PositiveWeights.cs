using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>The binary cross entropy in which a yes counts by a weight, one for each output: ℓ = −(w·t·log p + (1 − t)·log(1 − p)), p = σ(z). PyTorch's
/// <c>pos_weight</c> of <c>BCEWithLogitsLoss</c>.</summary>
/// <remarks>
/// ∂ℓ/∂z = (1 + (w − 1)·t)·p − w·t. The network itself gives p − τ for targets τ, so that it gives just this for
/// τ = w·t − (w − 1)·t·p: a pass forward says p, and the network's own members do the rest. All memory is allocated by the constructor.
/// </remarks>
/// <param name="weights">One for each output, or one for all.</param>
/// <param name="capacity">The most samples at once.</param>
internal sealed class PositiveWeights<TNetwork, T>(IReadOnlyList<double> weights, int capacity)
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly LayerInfo s_last = TNetwork.Layers[^1];
    private static readonly bool s_endsWithLogits = s_last.Activation == Activation.Identity;

    private readonly double[] _weights =
        [.. Enumerable.Range(0, TNetwork.OutputSize).Select(output => weights[weights.Count == 1 ? 0 : output])];

    private readonly T[] _outputs = new T[checked(capacity * TNetwork.OutputSize)];
    private readonly T[] _trace = new T[TNetwork.TraceSize];

    /// <summary>Throws if there are weights, and the network cannot have them.</summary>
    /// <exception cref="ArgumentException">The loss is another, a layer drops, or they are not as many as outputs.</exception>
    public static void Check(IReadOnlyList<double> weights)
    {
        if (weights.Count == 0)
        {
            return;
        }

        string network = typeof(TNetwork).Name;
        if (Losses.Of<TNetwork, T>() != LossFunction.BinaryCrossEntropy)
        {
            throw new ArgumentException(
                $"Expected BinaryCrossEntropy, since PositiveWeights is set, but the loss of {network} is {Losses.Of<TNetwork, T>()?.ToString() ?? "not known"}.");
        }

        if (weights.Count != 1 && weights.Count != TNetwork.OutputSize)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"Expected one of PositiveWeights for each of the {TNetwork.OutputSize} outputs of {network}, or one for all, but got {weights.Count}."));
        }

        foreach (LayerInfo layer in TNetwork.Layers)
        {
            if (layer.Dropout > 0)
            {
                throw new ArgumentException($"Expected no layer that drops, since PositiveWeights asks the network for its outputs before each step, but {network} has Dropout.");
            }
        }
    }

    /// <summary>The loss of some samples, and its gradient.</summary>
    /// <param name="parameters">Of the network.</param>
    /// <param name="inputs">Of the samples.</param>
    /// <param name="targets">Theirs, from 0 to 1.</param>
    /// <param name="gradient">That of the mean loss is added to it.</param>
    /// <returns>The mean loss.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T LossAndGradient(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient)
    {
        Span<T> outputs = _outputs.AsSpan(0, targets.Length);
        TNetwork.ForwardBatch(parameters, inputs, outputs);
        double loss = 0;
        for (int first = 0; first < outputs.Length; first += _weights.Length)
        {
            ReadOnlySpan<T> x = inputs.Slice(first / _weights.Length * TNetwork.InputSize, TNetwork.InputSize);
            bool isTraced = false;
            for (int k = 0; k < _weights.Length; k++)
            {
                double weight = _weights[k], t = double.CreateTruncating(targets[first + k]), y = double.CreateTruncating(outputs[first + k]);
                if (!s_endsWithLogits && !isTraced && y is 0 or 1)
                {
                    TNetwork.ForwardTrace(parameters, x, _trace); // σ has swallowed z
                    isTraced = true;
                }

                double z = s_endsWithLogits ? y : isTraced ? double.CreateTruncating(_trace[s_last.ZOffset + k]) : double.NaN;
                double p = s_endsWithLogits ? ReproducibleMath.Sigmoid(z) : y;
                loss += double.IsNaN(z)
                    ? -(weight * t * ReproducibleMath.Log(p) + (1 - t) * ReproducibleMath.Log(1 - p))
                    : (1 + (weight - 1) * t) * ReproducibleMath.Softplus(z) - weight * t * z;
                outputs[first + k] = T.CreateTruncating(weight * t - (weight - 1) * t * p);
            }
        }

        TNetwork.LossAndGradient(parameters, inputs, outputs, gradient);
        return T.CreateTruncating(loss / outputs.Length);
    }
}
