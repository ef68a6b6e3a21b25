using System.Collections.Concurrent;

namespace MlpGen.Tests.Training;

/// <summary>One weight that never moves: it takes note of what a trainer asks of it.</summary>
internal sealed class RecordingNetwork : ITrainableNetwork<RecordingNetwork, float>
{
    private static readonly LayerInfo[] s_layers =
    [
        new() { Inputs = 1, Outputs = 1, Activation = Activation.Identity, HasBias = false, WeightOffset = 0, BiasOffset = -1 },
    ];

    private readonly float[] _parameters = new float[1];

    /// <summary>The keys and inputs of all calls since it was cleared.</summary>
    public static ConcurrentBag<(DropoutKey Key, float[] Inputs)> Calls { get; } = [];

    public static int InputSize => 1;

    public static int OutputSize => 1;

    public static int ParameterCount => 1;

    public static int TraceSize => 2;

    public static ReadOnlySpan<LayerInfo> Layers => s_layers;

    public Span<float> Parameters => _parameters;

    public static void Initialize(Span<float> parameters, int seed) => parameters.Clear();

    public static void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> output) => input.CopyTo(output);

    public static void ForwardBatch(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, Span<float> outputs) => inputs.CopyTo(outputs);

    public static void ForwardTrace(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> trace) => throw new NotSupportedException();

    public static void Backward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient,
        Span<float> gradient, Span<float> inputGradient = default) => throw new NotSupportedException();

    public static void BackwardTrace(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, ReadOnlySpan<float> trace,
        ReadOnlySpan<float> outputGradient, Span<float> gradient, Span<float> inputGradient = default) => throw new NotSupportedException();

    public static void BackwardBatch(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients,
        Span<float> gradient, Span<float> inputGradients = default) => throw new NotSupportedException();

    public static float Loss(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => 0;

    public static float LossAndGradient(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets,
        Span<float> gradient, Span<float> inputGradients = default) => throw new NotSupportedException();

    /// <summary>The mean of the inputs.</summary>
    public static float TrainingLossAndGradient(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets,
        DropoutKey key, Span<float> gradient, Span<float> inputGradients = default)
    {
        Calls.Add((key, inputs.ToArray()));
        float sum = 0;
        foreach (float input in inputs)
        {
            sum += input == -1 ? throw new InvalidTimeZoneException("on a thread") : input;
        }

        return sum / inputs.Length;
    }
}
