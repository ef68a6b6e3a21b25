using System.Numerics;
using MlpGen.Training;

namespace MlpGen.Evolution;

/// <summary>Makes a <see cref="PopulationBasedTraining{TNetwork, T, TSettings}"/> without its type arguments being written out.</summary>
public static class PopulationBasedTraining
{
    /// <summary>A population of trainers.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <typeparam name="TSettings">The settings, such as a record of yours.</typeparam>
    /// <param name="space">Which settings there may be.</param>
    /// <param name="create">As for the constructor.</param>
    /// <param name="options">How to train; the defaults of <see cref="PopulationBasedOptions"/> if left out.</param>
    /// <param name="loss">As for the constructor.</param>
    public static PopulationBasedTraining<TNetwork, T, TSettings> For<TNetwork, T, TSettings>(
        SettingsSpace<TSettings> space,
        Func<TSettings, int, Trainer<TNetwork, T>> create,
        PopulationBasedOptions? options = null,
        Func<EpochReport, double>? loss = null)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => new(space, create, options, loss);
}
