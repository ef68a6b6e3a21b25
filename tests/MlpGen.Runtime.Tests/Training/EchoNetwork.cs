namespace MlpGen.Tests.Training;

/// <summary>What an <see cref="EchoNetwork{TKind}"/> says it is.</summary>
internal interface IEchoKind
{
    static abstract int Size { get; }

    static abstract Activation Activation { get; }

    static abstract LossFunction Loss { get; }
}

/// <summary>A network whose outputs are its inputs, so that a test can say what it answers. Its one parameter is added to all of
/// them.</summary>
internal sealed class EchoNetwork<TKind> : ITrainableNetwork<EchoNetwork<TKind>, float>
    where TKind : IEchoKind
{
    private static readonly LayerInfo[] s_layers =
    [
        new() { Inputs = TKind.Size, Outputs = TKind.Size, Activation = TKind.Activation, HasBias = false, WeightOffset = 0, BiasOffset = -1 },
    ];

    private readonly float[] _parameters = new float[1];

    public static LossInfo LossInfo => new(TKind.Loss, 1);

    public static int InputSize => TKind.Size;

    public static int OutputSize => TKind.Size;

    public static int ParameterCount => 1;

    public static int TraceSize => 2 * TKind.Size;

    public static ReadOnlySpan<LayerInfo> Layers => s_layers;

    public Span<float> Parameters => _parameters;

    public static void Initialize(Span<float> parameters, int seed) => parameters.Clear();

    public static void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> output) => ForwardBatch(parameters, input, output);

    public static void ForwardBatch(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = inputs[i] + parameters[0];
        }
    }

    public static void ForwardTrace(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> trace) => throw new NotSupportedException();

    public static void Backward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient,
        Span<float> gradient, Span<float> inputGradient = default) => throw new NotSupportedException();

    public static void BackwardTrace(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, ReadOnlySpan<float> trace,
        ReadOnlySpan<float> outputGradient, Span<float> gradient, Span<float> inputGradient = default) => throw new NotSupportedException();

    public static void BackwardBatch(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients,
        Span<float> gradient, Span<float> inputGradients = default) => throw new NotSupportedException();

    /// <summary>The mean distance of outputs and targets, squared.</summary>
    public static float Loss(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        float sum = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            float d = inputs[i] + parameters[0] - targets[i];
            sum += d * d;
        }

        return sum / inputs.Length;
    }

    public static float LossAndGradient(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets,
        Span<float> gradient, Span<float> inputGradients = default)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            gradient[0] += 2 * (inputs[i] + parameters[0] - targets[i]) / inputs.Length;
        }

        return Loss(parameters, inputs, targets);
    }

    public static float TrainingLossAndGradient(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets,
        DropoutKey key, Span<float> gradient, Span<float> inputGradients = default) => LossAndGradient(parameters, inputs, targets, gradient);
}

/// <summary>The kinds that tests ask for: outputs, last activation, loss.</summary>
internal static class Echo
{
    public readonly struct Logit : IEchoKind
    {
        public static int Size => 1;

        public static Activation Activation => Activation.Identity;

        public static LossFunction Loss => LossFunction.BinaryCrossEntropy;
    }

    public readonly struct Probability : IEchoKind
    {
        public static int Size => 1;

        public static Activation Activation => Activation.Sigmoid;

        public static LossFunction Loss => LossFunction.BinaryCrossEntropy;
    }

    public readonly struct Tanh : IEchoKind
    {
        public static int Size => 1;

        public static Activation Activation => Activation.Tanh;

        public static LossFunction Loss => LossFunction.MeanSquaredError;
    }

    public readonly struct Number : IEchoKind
    {
        public static int Size => 1;

        public static Activation Activation => Activation.Identity;

        public static LossFunction Loss => LossFunction.MeanSquaredError;
    }

    public readonly struct ThreeLogits : IEchoKind
    {
        public static int Size => 3;

        public static Activation Activation => Activation.Identity;

        public static LossFunction Loss => LossFunction.BinaryCrossEntropy;
    }

    public readonly struct ThreeProbabilities : IEchoKind
    {
        public static int Size => 3;

        public static Activation Activation => Activation.Sigmoid;

        public static LossFunction Loss => LossFunction.BinaryCrossEntropy;
    }

    public readonly struct ThreeClassLogits : IEchoKind
    {
        public static int Size => 3;

        public static Activation Activation => Activation.Identity;

        public static LossFunction Loss => LossFunction.CrossEntropy;
    }

    public readonly struct ThreeClasses : IEchoKind
    {
        public static int Size => 3;

        public static Activation Activation => Activation.Softmax;

        public static LossFunction Loss => LossFunction.CrossEntropy;
    }

    public readonly struct TwoClassLogits : IEchoKind
    {
        public static int Size => 2;

        public static Activation Activation => Activation.Identity;

        public static LossFunction Loss => LossFunction.CrossEntropy;
    }

    public readonly struct ThreeNumbers : IEchoKind
    {
        public static int Size => 3;

        public static Activation Activation => Activation.Identity;

        public static LossFunction Loss => LossFunction.SumSquaredError;
    }
}
