namespace MlpGen.Tests.Networks;

/// <summary>y = w₀·x₀ + w₁·x₁ + b under the squared error, written by hand: its gradient can be made wrong on purpose.</summary>
internal sealed class LineByHand : ITrainableNetwork<LineByHand, double>
{
    /// <summary>Is added to component <see cref="WrongIndex"/> of ∂L/∂(w₀, w₁, b, x₀, x₁).</summary>
    [ThreadStatic]
    public static double Error;

    [ThreadStatic]
    public static int WrongIndex;

    public static int InputSize => 2;

    public static int OutputSize => 1;

    public static int ParameterCount => 3;

    public static int TraceSize => 2;

    public static ReadOnlySpan<LayerInfo> Layers => s_layers;

    private static readonly LayerInfo[] s_layers =
    [
        new() { Inputs = 2, Outputs = 1, Activation = Activation.Identity, HasBias = true, WeightOffset = 0, BiasOffset = 2 },
    ];

    public Span<double> Parameters => new double[ParameterCount];

    public static void Initialize(Span<double> parameters, int seed) => parameters.Clear();

    public static void Forward(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> output) =>
        output[0] = (parameters[0] * input[0]) + (parameters[1] * input[1]) + parameters[2];

    public static void ForwardBatch(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            Forward(parameters, inputs.Slice(2 * i, 2), outputs.Slice(i, 1));
        }
    }

    public static void ForwardTrace(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> trace)
    {
        Forward(parameters, input, trace[..1]);
        trace[1] = trace[0];
    }

    public static void Backward(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, ReadOnlySpan<double> outputGradient,
        Span<double> gradient, Span<double> inputGradient = default)
    {
        double[] right = [.. input, 1, parameters[0], parameters[1]];
        for (int k = 0; k < right.Length; k++)
        {
            double value = (right[k] * outputGradient[0]) + (k == WrongIndex ? Error : 0);
            if (k < 3)
            {
                gradient[k] += value;
            }
            else if (!inputGradient.IsEmpty)
            {
                inputGradient[k - 3] = value;
            }
        }
    }

    public static void BackwardTrace(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, ReadOnlySpan<double> trace, ReadOnlySpan<double> outputGradient,
        Span<double> gradient, Span<double> inputGradient = default) =>
        Backward(parameters, input, outputGradient, gradient, inputGradient);

    public static void BackwardBatch(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputGradients,
        Span<double> gradient, Span<double> inputGradients = default)
    {
        for (int i = 0; i < outputGradients.Length; i++)
        {
            Backward(parameters, inputs.Slice(2 * i, 2), outputGradients.Slice(i, 1), gradient,
                inputGradients.IsEmpty ? default : inputGradients.Slice(2 * i, 2));
        }
    }

    public static double Loss(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets) =>
        LossAndGradient(parameters, inputs, targets, new double[3]);

    public static double LossAndGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets,
        Span<double> gradient, Span<double> inputGradients = default)
    {
        int n = targets.Length;
        double loss = 0;
        double[] delta = new double[n];
        ForwardBatch(parameters, inputs, delta);
        for (int i = 0; i < n; i++)
        {
            delta[i] -= targets[i];
            loss += delta[i] * delta[i] / n;
            delta[i] *= 2.0 / n;
        }

        BackwardBatch(parameters, inputs, delta, gradient, inputGradients);
        return loss;
    }

    public static double TrainingLossAndGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets,
        DropoutKey key, Span<double> gradient, Span<double> inputGradients = default) =>
        LossAndGradient(parameters, inputs, targets, gradient, inputGradients);
}
