namespace MlpGen.Cluster;

/// <summary>What a run computes: all of it, and nothing of how far it is.</summary>
/// <param name="Training">The name that it was registered with.</param>
/// <param name="Settings">What it is made with.</param>
/// <param name="Seed">What it is made with.</param>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.RunKey")]
internal sealed record RunKey([property: Id(0)] string Training, [property: Id(1)] Settings Settings, [property: Id(2)] int Seed)
{
    /// <summary>One line that is different for each.</summary>
    public override string ToString() => FormattableString.Invariant($"{Training} ({Settings}) seed {Seed}");
}
