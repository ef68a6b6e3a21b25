namespace MlpGen.Cluster;

/// <summary>What a silo can compute, by name.</summary>
internal sealed class Catalog(ClusterBuilder cluster)
{
    /// <summary>A training.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public RegisteredTraining Training(string name) => Get(cluster.Trainings, name, "a training");

    /// <summary>An evaluation.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public RegisteredEvaluation Evaluation(string name) => Get(cluster.Evaluations, name, "an evaluation");

    private static TItem Get<TItem>(Dictionary<string, TItem> items, string name, string what) => items.TryGetValue(name, out TItem? item)
        ? item
        : throw new ArgumentException($"Expected {what} that this silo has ({Names.Of(items.Keys)}), but got '{name}'.", nameof(name));
}
