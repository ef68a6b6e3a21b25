using Microsoft.ML.OnnxRuntime;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>The same network in ONNX Runtime, from C#: all its optimizations of the graph, one thread, and memory that is bound once, so
/// that nothing is copied and nothing allocated.</summary>
#pragma warning disable CA1001 // Never disposed: contenders live as long as the program.
internal sealed class OnnxSession : Contender
#pragma warning restore CA1001
{
    private readonly float[] _parameters, _outputs;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();

    public OnnxSession(Candidate network, int samples)
    {
        _parameters = Samples.Parameters(network);
        _outputs = new float[samples * network.OutputSize];
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(OnnxModel.Write(network, _parameters, samples), options);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(OnnxModel.Input, Bound(Samples.Inputs(network, samples), samples, network.InputSize));
        _binding.BindOutput(OnnxModel.Output, Bound(_outputs, samples, network.OutputSize));
    }

    public override void Run(Work work, int times)
    {
        if (work != Work.Forward)
        {
            throw new NotSupportedException($"{work}: this package of ONNX Runtime has no gradients.");
        }

        for (int i = 0; i < times; i++)
        {
            _session.RunWithBinding(_options, _binding);
        }
    }

    public override float[] CopyOutputs() => [.. _outputs];

    public override float[] CopyParameters() => _parameters;

    public override float[] CopyGradient() => throw new NotSupportedException();

    private static OrtValue Bound(float[] values, int rows, int columns) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values.AsMemory(), [rows, columns]);
}
