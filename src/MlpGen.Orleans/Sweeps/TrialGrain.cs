using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace MlpGen.Cluster;

/// <summary>Trains one trial of a sweep, all of it on one silo.</summary>
[Alias("mlpgen.ITrialGrain")]
internal interface ITrialGrain : ITrainingGrain;

/// <inheritdoc cref="ITrialGrain"/>
[RoundPlacement]
internal sealed class TrialGrain(
    [PersistentState("run")] IPersistentState<RunState> storage, Catalog catalog, Workplaces workplaces, ILocalSiloDetails silo, ILogger<TrainingGrain> logger)
    : TrainingGrain(storage, catalog, workplaces, silo, logger), ITrialGrain;
