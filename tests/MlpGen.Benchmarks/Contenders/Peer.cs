using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>Somebody who computes networks.</summary>
/// <param name="Name">As the tables call it.</param>
/// <param name="Create">Makes it ready for a network and a number of samples.</param>
/// <param name="HasGradients">False for who only runs networks that were trained elsewhere.</param>
internal sealed record Peer(string Name, Func<Candidate, int, Contender> Create, bool HasGradients = true)
{
    /// <summary>Everyone, the generated network first. Native programs do without those who bring assemblies or libraries that cannot be
    /// compiled into them.</summary>
    public static Peer[] All { get; } =
    [
        new("generated", static (network, samples) => network.Generated(network, samples)),
        new("plain loops", static (network, samples) => new PlainLoops(network, samples)),
        new("TensorPrimitives", static (network, samples) => new TensorLoops(network, samples)),
#if JIT
        new("MathNet.Numerics", static (network, samples) => new MatrixLibrary(network, samples)),
        new("ONNX Runtime", static (network, samples) => new OnnxSession(network, samples), HasGradients: false),
#endif
    ];

    /// <summary>Whether it has an answer to that.</summary>
    public bool Does(Work work) => HasGradients || work == Work.Forward;
}
