using System.Numerics;

namespace MlpGen.Training;

/// <summary>Makes a <see cref="LevenbergMarquardtTrainer{TNetwork, T}"/> without its type arguments being written out.</summary>
public static class LevenbergMarquardtTrainer
{
    /// <summary>A trainer of a network.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="network">Its parameters are what is trained.</param>
    /// <param name="options">How to train; the defaults of <see cref="LevenbergMarquardtOptions"/> if left out.</param>
    public static LevenbergMarquardtTrainer<TNetwork, T> For<TNetwork, T>(
        IParameterJacobianNetwork<TNetwork, T> network, LevenbergMarquardtOptions? options = null)
        where TNetwork : ITrainableNetwork<TNetwork, T>, IParameterJacobianNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => new((TNetwork)network, options);
}
