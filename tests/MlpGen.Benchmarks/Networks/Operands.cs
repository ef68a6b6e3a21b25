using System.Numerics;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Numerics;

namespace MlpGen.Benchmarks.Networks;

/// <summary>What the members of a network read and write, on cache lines, for so many samples: the numbers of <see cref="Samples"/>.</summary>
internal sealed class Operands<TNet, T>
    where TNet : ITrainableNetwork<TNet, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The same for all numbers of samples, as one network's are: or turns would begin with weights that another turn has driven out of the cache.</summary>
    private static readonly AlignedBuffer<T> s_parameters = new(TNet.ParameterCount), s_gradient = new(TNet.ParameterCount);

    private readonly AlignedBuffer<T> _parameters = s_parameters, _gradient = s_gradient, _trace = new(TNet.TraceSize);
    private readonly AlignedBuffer<T> _inputs, _targets, _outputGradients, _outputs;
    private readonly int[] _labels;

    public Operands(int samples)
    {
        var network = new Candidate(typeof(TNet).Name, TNet.Layers.ToArray(), TNet.LossInfo.Function, static (_, _) => throw new NotSupportedException());
        TNet.Initialize(Parameters, Candidate.Seed);
        _inputs = Buffer(Samples.Inputs(network, samples));
        _targets = Buffer(Samples.Targets(network, samples));
        _outputGradients = Buffer([.. Enumerable.Repeat(Samples.OutputGradient(network), samples).SelectMany(static row => row)]);
        _outputs = new(samples * TNet.OutputSize);
        _labels = [.. Enumerable.Range(0, samples).Select(static n => n * 7 % TNet.OutputSize)];
        TNet.ForwardTrace(Parameters, Inputs[..TNet.InputSize], Trace);
    }

    public Span<T> Parameters => _parameters.Span;

    public Span<T> Inputs => _inputs.Span;

    public Span<T> Targets => _targets.Span;

    /// <summary>The class of each sample.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    public Span<T> OutputGradients => _outputGradients.Span;

    public Span<T> Outputs => _outputs.Span;

    public Span<T> Gradient => _gradient.Span;

    /// <summary>The trace of the first sample.</summary>
    public Span<T> Trace => _trace.Span;

    private static AlignedBuffer<T> Buffer(float[] numbers) => new([.. numbers.Select(T.CreateChecked)]);
}
