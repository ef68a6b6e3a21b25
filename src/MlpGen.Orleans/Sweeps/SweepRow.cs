namespace MlpGen.Cluster;

/// <summary>A line of a sweep's table: a trial, and what it came to.</summary>
/// <param name="Settings">What it was made with.</param>
/// <param name="Seed">What it was made with.</param>
/// <param name="Epochs">How many epochs it was trained.</param>
/// <param name="Loss">Its smallest loss, on the validation set if there is one; infinite if it failed.</param>
/// <param name="Metric">The metric after that epoch; NaN if none is measured.</param>
/// <param name="IsDiscarded">Whether its settings were discarded early.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
public sealed record SweepRow(Settings Settings, int Seed, int Epochs, double Loss, double Metric, bool IsDiscarded, string? Failure);
