using System.Numerics;

namespace MlpGen.Training;

/// <summary>Makes an <see cref="LbfgsTrainer{TNetwork, T}"/> without its type arguments being written out.</summary>
public static class LbfgsTrainer
{
    /// <summary>A trainer of a network.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="network">Its parameters are what is trained.</param>
    /// <param name="options">How to train; the defaults of <see cref="LbfgsOptions"/> if left out.</param>
    public static LbfgsTrainer<TNetwork, T> For<TNetwork, T>(ITrainableNetwork<TNetwork, T> network, LbfgsOptions? options = null)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => new((TNetwork)network, options);
}
