namespace MlpGen.Cluster;

/// <summary>How far a sweep is.</summary>
/// <param name="Finished">How many trials are done: trained to the end, discarded or failed.</param>
/// <param name="Trials">How many there are.</param>
/// <param name="Running">Trials under way, and how many epochs each has.</param>
/// <param name="Table">What is known so far.</param>
/// <param name="Silo">The address of the silo that coordinates.</param>
public sealed record SweepProgress(int Finished, int Trials, IReadOnlyDictionary<int, int> Running, SweepTable Table, string Silo);
