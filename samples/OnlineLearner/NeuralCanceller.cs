using MlpGen.Optimizers;

namespace OnlineLearner;

/// <summary>The network in place of the filter: one forward pass, one backward pass and one step of gradient descent for each
/// sample. All memory is taken when it is made.</summary>
/// <param name="seed">Of the weights that it starts from.</param>
internal sealed class NeuralCanceller(int seed) : ICanceller
{
    private readonly EchoNet _net = new(seed);
    private readonly Sgd<float> _descent = new(learningRate: 0.1);
    private readonly float[] _trace = new float[EchoNet.TraceSize];
    private readonly float[] _gradient = new float[EchoNet.ParameterCount];

    /// <inheritdoc/>
    public float Step(ReadOnlySpan<float> voice, float microphone)
    {
        // The trace keeps what the forward pass computed, and ends with its output: the backward pass need not compute it again.
        _net.ForwardTrace(voice, _trace);
        float error = microphone - _trace[^1];

        // L = ½(y − t)², so ∂L/∂y = y − t.
        _gradient.AsSpan().Clear();
        _net.BackwardTrace(voice, _trace, [-error], _gradient);
        _descent.Step(_net.Parameters, _gradient);
        return error;
    }
}
