using Orleans.Runtime;

namespace MlpGen.Cluster;

/// <inheritdoc cref="IShardGrain"/>
[RoundPlacement]
internal sealed class ShardGrain(Catalog catalog, SiloCount silos, ILocalSiloDetails silo) : Grain, IShardGrain
{
    private int _silos = silos.Now;
    private RunKey? _run;
    private IShardWorker? _worker;

    /// <inheritdoc/>
    public async Task<ShardAnswer> Compute(ShardRequest request)
    {
        if (silos.HasChanged(ref _silos))
        {
            MigrateOnIdle();
        }

        // Off the grain's own turn, which is meant for short work.
        return await Task.Run(() => Answer(request));
    }

    private ShardAnswer Answer(ShardRequest request)
    {
        try
        {
            if (_worker is null || _run != request.Run)
            {
                _worker = catalog.Training(request.Run.Training).OpenShard(request.Run);
                _run = request.Run;
            }

            return _worker.Fingerprint == request.Fingerprint
                ? _worker.Compute(request) with { Silo = silo.SiloAddress.ToString() }
                : Refuse("its data, network or options are not those of the silo that asks. Do all silos run the same program, on the same data?");
        }
        catch (Exception failure)
        {
            return Refuse(failure.Message);
        }

        ShardAnswer Refuse(string why) => new(0, 0, [], Refusal: $"Silo {silo.SiloAddress} cannot take part in {request.Run}: {why}");
    }
}
