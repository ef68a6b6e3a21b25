using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>How far a run over silos is.</summary>
/// <param name="Epochs">The reports of epochs that have ended since the last time.</param>
/// <param name="Step">How many steps have been taken. After the death of the silo that coordinates it may be less than before: these steps are taken
/// again, with the same bits.</param>
/// <param name="Silo">The address of the silo that coordinates.</param>
/// <param name="Workers">The addresses of the silos that computed the parts of the last step, in the order of parts; none before the first.</param>
public sealed record TrainingProgress(IReadOnlyList<EpochReport> Epochs, long Step, string Silo, IReadOnlyList<string> Workers);
