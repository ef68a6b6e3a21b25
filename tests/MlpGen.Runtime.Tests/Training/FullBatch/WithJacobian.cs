using System.Numerics;

namespace MlpGen.Tests.Training.FullBatch;

/// <summary>A network with its Jacobian by its own <c>Backward</c>, a row for each output: independent of what is generated for it. It can cancel
/// when its loss, its outputs or its Jacobian are asked for for the n-th time.</summary>
internal sealed class WithJacobian<TNetwork, T>(ReadOnlySpan<T> parameters)
    : ITrainableNetwork<WithJacobian<TNetwork, T>, T>, IParameterJacobianNetwork<WithJacobian<TNetwork, T>, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _parameters = parameters.ToArray();

    /// <summary>How often all samples, or some, were asked about on this thread.</summary>
    [ThreadStatic]
    public static int Calls;

    /// <summary>At which call to cancel; never, if not above 0.</summary>
    [ThreadStatic]
    public static int CancelAt;

    [ThreadStatic]
    public static CancellationTokenSource? Source;

    public static LossInfo LossInfo => TNetwork.LossInfo;

    public static int InputSize => TNetwork.InputSize;

    public static int OutputSize => TNetwork.OutputSize;

    public static int ParameterCount => TNetwork.ParameterCount;

    public static int TraceSize => TNetwork.TraceSize;

    public static ReadOnlySpan<LayerInfo> Layers => TNetwork.Layers;

    public Span<T> Parameters => _parameters;

    public static void Initialize(Span<T> parameters, int seed) => TNetwork.Initialize(parameters, seed);

    public static void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> output) => TNetwork.Forward(parameters, input, output);

    public static void ForwardBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        Count();
        TNetwork.ForwardBatch(parameters, inputs, outputs);
    }

    public static void ForwardTrace(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> trace) => TNetwork.ForwardTrace(parameters, input, trace);

    public static void Backward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient,
        Span<T> gradient, Span<T> inputGradient = default) => TNetwork.Backward(parameters, input, outputGradient, gradient, inputGradient);

    public static void BackwardTrace(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> trace,
        ReadOnlySpan<T> outputGradient, Span<T> gradient, Span<T> inputGradient = default) =>
        TNetwork.BackwardTrace(parameters, input, trace, outputGradient, gradient, inputGradient);

    public static void BackwardBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients,
        Span<T> gradient, Span<T> inputGradients = default) => TNetwork.BackwardBatch(parameters, inputs, outputGradients, gradient, inputGradients);

    public static T Loss(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets) => TNetwork.Loss(parameters, inputs, targets);

    public static T LossAndGradient(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets,
        Span<T> gradient, Span<T> inputGradients = default)
    {
        Count();
        return TNetwork.LossAndGradient(parameters, inputs, targets, gradient, inputGradients);
    }

    public static T TrainingLossAndGradient(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets,
        DropoutKey key, Span<T> gradient, Span<T> inputGradients = default) => throw new NotSupportedException();

    public static void ParameterJacobian(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> jacobian)
    {
        jacobian.Clear();
        Span<T> unit = stackalloc T[OutputSize];
        for (int k = 0; k < OutputSize; k++)
        {
            unit.Clear();
            unit[k] = T.One;
            TNetwork.Backward(parameters, input, unit, jacobian.Slice(k * ParameterCount, ParameterCount));
        }
    }

    public static void ParameterJacobianBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> jacobians)
    {
        Count();
        int size = OutputSize * ParameterCount;
        for (int i = 0; i < inputs.Length / InputSize; i++)
        {
            ParameterJacobian(parameters, inputs.Slice(i * InputSize, InputSize), jacobians.Slice(i * size, size));
        }
    }

    private static void Count()
    {
        if (++Calls == CancelAt)
        {
            Source!.Cancel();
        }
    }
}
