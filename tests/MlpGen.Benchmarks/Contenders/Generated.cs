using MlpGen.Benchmarks.Networks;
using MlpGen.Numerics;
using MlpGen.Optimizers;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>The generated network through its public members, checks included.</summary>
internal sealed class Generated<TCalls>(Candidate network, int samples, TCalls calls) : Contender
    where TCalls : struct, INetworkCalls
{
    private readonly TCalls _calls = calls;
    private readonly AlignedBuffer<float> _inputs = new(Samples.Inputs(network, samples));
    private readonly AlignedBuffer<float> _targets = new(Samples.Targets(network, samples));
    private readonly AlignedBuffer<float> _outputs = new(samples * network.OutputSize);
    private readonly AlignedBuffer<float> _outputGradient = new(Samples.OutputGradient(network));
    private readonly AlignedBuffer<float> _gradient = new(network.ParameterCount);
    private readonly Sgd<float> _optimizer = new(0);
    private readonly bool _isBatch = samples > 1;

    public override void Run(Work work, int times)
    {
        switch (work)
        {
            case Work.Forward when _isBatch:
                ForwardBatch(times);
                break;
            case Work.Forward:
                Forward(times);
                break;
            case Work.Backward:
                Backward(times);
                break;
            default:
                Train(times);
                break;
        }
    }

    public override float[] CopyOutputs() => _outputs.Span.ToArray();

    public override float[] CopyParameters() => _calls.Parameters.ToArray();

    public override float[] CopyGradient() => _gradient.Span.ToArray();

    private void Forward(int times)
    {
        Span<float> input = _inputs.Span, output = _outputs.Span;
        for (int i = 0; i < times; i++)
        {
            _calls.Forward(input, output);
        }
    }

    private void Backward(int times)
    {
        Span<float> input = _inputs.Span, outputGradient = _outputGradient.Span, gradient = _gradient.Span;
        for (int i = 0; i < times; i++)
        {
            _calls.Backward(input, outputGradient, gradient);
        }
    }

    private void ForwardBatch(int times)
    {
        Span<float> inputs = _inputs.Span, outputs = _outputs.Span;
        for (int i = 0; i < times; i++)
        {
            _calls.ForwardBatch(inputs, outputs);
        }
    }

    private void Train(int times)
    {
        _optimizer.LearningRate = LearningRate;
        Span<float> inputs = _inputs.Span, targets = _targets.Span, gradient = _gradient.Span;
        for (int i = 0; i < times; i++)
        {
            gradient.Clear();
            _calls.LossAndGradient(inputs, targets, gradient);
            _optimizer.Step(_calls.Parameters, gradient);
        }
    }
}
