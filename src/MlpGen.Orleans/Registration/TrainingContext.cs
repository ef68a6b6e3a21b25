using System.Numerics;
using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>What a training is made of: the arguments of a function that was registered by
/// <see cref="ClusterBuilder.AddTraining{TNetwork, T}"/>. What the function gives must depend on nothing else, or silos would train different
/// things.</summary>
public sealed class TrainingContext
{
    private readonly DataCatalog _data;

    internal TrainingContext(DataCatalog data, Settings settings, int seed)
    {
        _data = data;
        Settings = settings;
        Seed = seed;
    }

    /// <summary>What a sweep varies; empty if nothing was said.</summary>
    public Settings Settings { get; }

    /// <summary>The seed of the run: for the network's weights, and for <see cref="TrainerOptions.Seed"/>.</summary>
    public int Seed { get; }

    /// <summary>A data set of this silo, by the name that it was registered with.</summary>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="name">That of <see cref="ClusterBuilder.AddData{T}"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name, or it is one of another number type.</exception>
    public DataSet<T> Data<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T> => _data.Get<T>(name);
}
