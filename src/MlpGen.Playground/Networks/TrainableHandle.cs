using System.Numerics;
using MlpGen.Playground.Learning;

namespace MlpGen.Playground.Networks;

/// <summary>A network with a loss.</summary>
/// <typeparam name="TNetwork">The class that was compiled in the page.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
/// <param name="network">Its parameters are the handle's.</param>
public sealed class TrainableHandle<TNetwork, T>(TNetwork network) : ForwardHandle<TNetwork, T>(network)
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool IsTrainable => true;

    /// <inheritdoc/>
    public override LossFunction? Loss => TNetwork.LossInfo.Function;

    /// <inheritdoc/>
    public override Walkthrough Walk(ReadOnlySpan<double> input, ReadOnlySpan<double> target) =>
        Walkthrough.Of<TNetwork, T>(Network.Parameters, Numbers.To<T>(input), Numbers.To<T>(target));

    /// <inheritdoc/>
    public override double LossWith(int index, double value, ReadOnlySpan<double> input, ReadOnlySpan<double> target)
    {
        T[] moved = Network.Parameters.ToArray();
        moved[index] = T.CreateTruncating(value);
        return double.CreateTruncating(TNetwork.Loss(moved, Numbers.To<T>(input), Numbers.To<T>(target)));
    }

    /// <inheritdoc/>
    public override TrainingLoop Train(Samples data, TrainingSettings settings) => new NetworkTrainingLoop<TNetwork, T>(Network, data, settings);
}
