using System.Numerics;
using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>Says what a silo can compute. Every silo of a cluster says the same, and what is sent between them are names, parameters and
/// gradients: never data, and never code.</summary>
/// <example>
/// <code>
/// silo.AddMlpGen(cluster => cluster
///     .AddData("digits", () => Digits.Load("train"))
///     .AddTraining&lt;DigitNet, float&gt;("digits", run => new()
///     {
///         Network = new DigitNet(run.Seed),
///         Optimizer = new Adam&lt;float&gt;(run.Settings.Number("rate", 0.001)),
///         Options = new TrainerOptions { BatchSize = 256, Epochs = 20, Seed = run.Seed, Shards = 3 },
///         Data = run.Data&lt;float&gt;("digits"),
///     }));
/// </code>
/// </example>
public sealed class ClusterBuilder
{
    internal ClusterBuilder()
    {
    }

    internal DataCatalog Data { get; } = new();

    internal Dictionary<string, RegisteredTraining> Trainings { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, RegisteredEvaluation> Evaluations { get; } = new(StringComparer.Ordinal);

    /// <summary>A data set by name: loaded once in each silo, when it is first needed.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="name">Any.</param>
    /// <param name="load">Gives the set, the same on every silo to the last bit.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public ClusterBuilder AddData<T>(string name, Func<DataSet<T>> load)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(load);
        Data.Add(name, load);
        return this;
    }

    /// <summary>A training by name, for <see cref="ClusterTrainer{TNetwork, T}"/> and <see cref="Sweep"/>.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="name">Any.</param>
    /// <param name="create">Makes it, a new one each time, from nothing but its argument.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public ClusterBuilder AddTraining<TNetwork, T>(string name, Func<TrainingContext, Training<TNetwork, T>> create)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(create);
        Add(Trainings, name, new RegisteredTraining<TNetwork, T>(Data, create), "training");
        return this;
    }

    /// <summary>An evaluation of members of a population by name, for <see cref="ClusterPopulation{T}"/>.</summary>
    /// <typeparam name="T">The number type of members.</typeparam>
    /// <param name="name">Any.</param>
    /// <param name="evaluate">Called from several threads at once.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public ClusterBuilder AddEvaluation<T>(string name, MemberEvaluation<T> evaluate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        Add(Evaluations, name, new RegisteredEvaluation<T>(evaluate), "evaluation");
        return this;
    }

    private static void Add<TItem>(Dictionary<string, TItem> items, string name, TItem item, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!items.TryAdd(name, item))
        {
            throw new ArgumentException($"Expected each {what} to be registered once, but '{name}' is there already.", nameof(name));
        }
    }
}
