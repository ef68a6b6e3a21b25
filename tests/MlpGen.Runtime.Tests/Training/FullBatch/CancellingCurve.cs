namespace MlpGen.Tests.Training.FullBatch;

/// <summary><see cref="Curve8"/>, which cancels when its loss, its outputs or its Jacobian are asked for once too often; with a Jacobian by its own
/// <c>Backward</c>, a row for each output.</summary>
/// <remarks>Used by one test at a time on one thread.</remarks>
internal sealed class CancellingCurve(ReadOnlySpan<double> parameters) : ITrainableNetwork<CancellingCurve, double>, IParameterJacobianNetwork<CancellingCurve, double>
{
    private readonly double[] _parameters = parameters.ToArray();

    [ThreadStatic]
    public static int Calls;

    /// <summary>At which call to cancel; never, if negative.</summary>
    [ThreadStatic]
    public static int At;

    [ThreadStatic]
    public static CancellationTokenSource? Source;

    public static LossInfo LossInfo => new(LossFunction.MeanSquaredError);

    public static int InputSize => Curve8.InputSize;

    public static int OutputSize => Curve8.OutputSize;

    public static int ParameterCount => Curve8.ParameterCount;

    public static int TraceSize => Curve8.TraceSize;

    public static ReadOnlySpan<LayerInfo> Layers => Curve8.Layers;

    public Span<double> Parameters => _parameters;

    public static void Initialize(Span<double> parameters, int seed) => Curve8.Initialize(parameters, seed);

    public static void Forward(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> output) => Curve8.Forward(parameters, input, output);

    public static void ForwardBatch(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        Count();
        Curve8.ForwardBatch(parameters, inputs, outputs);
    }

    public static void ForwardTrace(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> trace) =>
        Curve8.ForwardTrace(parameters, input, trace);

    public static void Backward(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, ReadOnlySpan<double> outputGradient,
        Span<double> gradient, Span<double> inputGradient = default) => Curve8.Backward(parameters, input, outputGradient, gradient, inputGradient);

    public static void BackwardTrace(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, ReadOnlySpan<double> trace,
        ReadOnlySpan<double> outputGradient, Span<double> gradient, Span<double> inputGradient = default) =>
        Curve8.BackwardTrace(parameters, input, trace, outputGradient, gradient, inputGradient);

    public static void BackwardBatch(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputGradients,
        Span<double> gradient, Span<double> inputGradients = default) => Curve8.BackwardBatch(parameters, inputs, outputGradients, gradient, inputGradients);

    public static double Loss(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets) =>
        Curve8.Loss(parameters, inputs, targets);

    public static double LossAndGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets,
        Span<double> gradient, Span<double> inputGradients = default)
    {
        Count();
        return Curve8.LossAndGradient(parameters, inputs, targets, gradient, inputGradients);
    }

    public static double TrainingLossAndGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets,
        DropoutKey key, Span<double> gradient, Span<double> inputGradients = default) => throw new NotSupportedException();

    public static void ParameterJacobian(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> jacobian)
    {
        jacobian.Clear();
        Curve8.Backward(parameters, input, [1], jacobian);
    }

    public static void ParameterJacobianBatch(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, Span<double> jacobians)
    {
        Count();
        for (int i = 0; i < inputs.Length; i++)
        {
            ParameterJacobian(parameters, inputs.Slice(i, 1), jacobians.Slice(i * ParameterCount, ParameterCount));
        }
    }

    private static void Count()
    {
        if (++Calls == At)
        {
            Source!.Cancel();
        }
    }
}
