using System.Numerics;
using MlpGen.Playground.Learning;
using MlpGen.Weights;

namespace MlpGen.Playground.Networks;

/// <summary>A network without a loss: it computes, and no more.</summary>
/// <typeparam name="TNetwork">The class that was compiled in the page.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
/// <param name="network">Its parameters are the handle's.</param>
public class ForwardHandle<TNetwork, T>(TNetwork network) : NetworkHandle
    where TNetwork : INetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LayerInfo[] _layers = TNetwork.Layers.ToArray();

    /// <inheritdoc/>
    public override string Name => typeof(TNetwork).Name;

    /// <inheritdoc/>
    public override IReadOnlyList<LayerInfo> Layers => _layers;

    /// <inheritdoc/>
    public override int ParameterCount => TNetwork.ParameterCount;

    /// <inheritdoc/>
    public override bool IsTrainable => false;

    /// <inheritdoc/>
    public override LossFunction? Loss => null;

    /// <summary>The network.</summary>
    protected TNetwork Network { get; } = network;

    /// <inheritdoc/>
    public override double this[int index]
    {
        get => double.CreateTruncating(Network.Parameters[index]);
        set => Network.Parameters[index] = T.CreateTruncating(value);
    }

    /// <inheritdoc/>
    public override void Initialize(int seed) => TNetwork.Initialize(Network.Parameters, seed);

    /// <inheritdoc/>
    public override double[] Forward(ReadOnlySpan<double> inputs)
    {
        var outputs = new T[inputs.Length / InputSize * OutputSize];
        TNetwork.ForwardBatch(Network.Parameters, Numbers.To<T>(inputs), outputs);
        return Numbers.From<T>(outputs);
    }

    /// <inheritdoc/>
    public override double[] Trace(ReadOnlySpan<double> input)
    {
        var trace = new T[TNetwork.TraceSize];
        TNetwork.ForwardTrace(Network.Parameters, Numbers.To<T>(input), trace);
        return Numbers.From<T>(trace);
    }

    /// <inheritdoc/>
    public override Walkthrough? Walk(ReadOnlySpan<double> input, ReadOnlySpan<double> target) => null;

    /// <inheritdoc/>
    public override double LossWith(int index, double value, ReadOnlySpan<double> input, ReadOnlySpan<double> target) => double.NaN;

    /// <inheritdoc/>
    public override TrainingLoop Train(Samples data, TrainingSettings settings) =>
        throw new InvalidOperationException($"{Name} has no [Loss]: there is nothing to train it by.");

    /// <inheritdoc/>
    public override byte[] Save(WeightsFormat format)
    {
        using var stream = new MemoryStream();
        if (format == WeightsFormat.Json)
        {
            WeightsJson.Save(Network, stream);
        }
        else
        {
            Safetensors.Save(Network, stream);
        }

        return stream.ToArray();
    }

    /// <inheritdoc/>
    public override void Load(byte[] file, WeightsFormat format)
    {
        if (format == WeightsFormat.Json)
        {
            WeightsJson.Load(Network, file);
        }
        else
        {
            Safetensors.Load(Network, file);
        }
    }
}
