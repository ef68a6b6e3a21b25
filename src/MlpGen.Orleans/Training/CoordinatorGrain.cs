using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace MlpGen.Cluster;

/// <summary>Coordinates a run whose steps are computed by shards, on whichever silo Orleans finds best.</summary>
[Alias("mlpgen.ICoordinatorGrain")]
internal interface ICoordinatorGrain : ITrainingGrain;

/// <inheritdoc cref="ICoordinatorGrain"/>
internal sealed class CoordinatorGrain(
    [PersistentState("run")] IPersistentState<RunState> storage, Catalog catalog, Workplaces workplaces, ILocalSiloDetails silo, ILogger<TrainingGrain> logger)
    : TrainingGrain(storage, catalog, workplaces, silo, logger), ICoordinatorGrain;
