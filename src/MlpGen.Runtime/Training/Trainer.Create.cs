using System.Numerics;
using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>Makes a <see cref="Trainer{TNetwork, T}"/> without its type arguments being written out.</summary>
public static class Trainer
{
    /// <summary>A trainer of a network, by an optimizer.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="network">Its parameters are what is trained.</param>
    /// <param name="optimizer">For this network alone.</param>
    /// <param name="options">How to train; the defaults of <see cref="TrainerOptions"/> if left out.</param>
    public static Trainer<TNetwork, T> For<TNetwork, T>(
        ITrainableNetwork<TNetwork, T> network, IOptimizer<T> optimizer, TrainerOptions? options = null)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => new((TNetwork)network, optimizer, options);
}
