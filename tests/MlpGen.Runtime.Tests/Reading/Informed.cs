using System.Numerics;
using System.Reflection;

namespace MlpGen.Tests.Reading;

/// <summary>A network that says which loss it has, by its attribute, and else is the network that it stands for.</summary>
internal class Informed<TNetwork, T> : ITrainableNetwork<Informed<TNetwork, T>, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static LossInfo LossInfo
    {
        get
        {
            LossAttribute loss = typeof(TNetwork).GetCustomAttribute<LossAttribute>()!;
            return new(loss.Function, loss.Delta);
        }
    }

    public static int InputSize => TNetwork.InputSize;

    public static int OutputSize => TNetwork.OutputSize;

    public static int ParameterCount => TNetwork.ParameterCount;

    public static int TraceSize => TNetwork.TraceSize;

    public static ReadOnlySpan<LayerInfo> Layers => TNetwork.Layers;

    public Span<T> Parameters => throw new NotSupportedException();

    public static void Initialize(Span<T> parameters, int seed) => TNetwork.Initialize(parameters, seed);

    public static void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> output) =>
        TNetwork.Forward(parameters, input, output);

    public static void ForwardBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs) =>
        TNetwork.ForwardBatch(parameters, inputs, outputs);

    public static void ForwardTrace(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> trace) =>
        TNetwork.ForwardTrace(parameters, input, trace);

    public static void Backward(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient,
        Span<T> gradient, Span<T> inputGradient = default) =>
        TNetwork.Backward(parameters, input, outputGradient, gradient, inputGradient);

    public static void BackwardTrace(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> trace, ReadOnlySpan<T> outputGradient,
        Span<T> gradient, Span<T> inputGradient = default) =>
        TNetwork.BackwardTrace(parameters, input, trace, outputGradient, gradient, inputGradient);

    public static void BackwardBatch(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients,
        Span<T> gradient, Span<T> inputGradients = default) =>
        TNetwork.BackwardBatch(parameters, inputs, outputGradients, gradient, inputGradients);

    public static T Loss(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets) =>
        TNetwork.Loss(parameters, inputs, targets);

    public static T LossAndGradient(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets,
        Span<T> gradient, Span<T> inputGradients = default) =>
        TNetwork.LossAndGradient(parameters, inputs, targets, gradient, inputGradients);

    public static T TrainingLossAndGradient(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, DropoutKey key,
        Span<T> gradient, Span<T> inputGradients = default) =>
        TNetwork.TrainingLossAndGradient(parameters, inputs, targets, key, gradient, inputGradients);
}

/// <inheritdoc/>
internal sealed class InformedClassifier<TNetwork, T> : Informed<TNetwork, T>, IClassifier<InformedClassifier<TNetwork, T>, T>
    where TNetwork : IClassifier<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static T Loss(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels) =>
        TNetwork.Loss(parameters, inputs, labels);

    public static T LossAndGradient(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels,
        Span<T> gradient, Span<T> inputGradients = default) =>
        TNetwork.LossAndGradient(parameters, inputs, labels, gradient, inputGradients);

    public static T TrainingLossAndGradient(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, DropoutKey key,
        Span<T> gradient, Span<T> inputGradients = default) =>
        TNetwork.TrainingLossAndGradient(parameters, inputs, labels, key, gradient, inputGradients);
}
