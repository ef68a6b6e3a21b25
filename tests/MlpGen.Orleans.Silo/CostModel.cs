namespace MlpGen.Orleans.Silo;

/// <summary>What a data parallel step takes: t(N) = work / N + N·c. Arithmetic shrinks with silos, and the coordinator's messages grow with them.</summary>
/// <param name="PerMessage">Microseconds that a shard's request and answer take, whatever their size.</param>
/// <param name="PerParameter">What each parameter adds to that.</param>
/// <param name="PerSample">Microseconds a parameter and sample, forward and back, on one processor.</param>
internal sealed record CostModel(double PerMessage, double PerParameter, double PerSample)
{
    /// <summary>Numbers of parameters that tables and figures take as examples.</summary>
    public static IReadOnlyList<double> Sizes { get; } = [1e3, 1e4, 1e5, 1e6];

    /// <summary>Microseconds of one processor for a step.</summary>
    public double Work(double parameters, double samples) => PerSample * parameters * samples;

    /// <summary>Microseconds of a shard's messages.</summary>
    public double Shard(double parameters) => PerMessage + (PerParameter * parameters);

    /// <summary>How many times faster than one processor so many silos are.</summary>
    public double Speedup(double parameters, double samples, double silos)
    {
        double work = Work(parameters, samples);
        return work / ((work / silos) + (silos * Shard(parameters)));
    }

    /// <summary>The number of silos that is fastest: 1 where a single processor is.</summary>
    public double BestNumber(double parameters, double samples)
    {
        double best = Math.Max(1, Math.Round(Math.Sqrt(Work(parameters, samples) / Shard(parameters))));
        return Speedup(parameters, samples, best) > 1 ? best : 1;
    }

    /// <summary>What the best number of silos gains; 1 where a single processor is fastest, which sends nothing.</summary>
    public double BestSpeedup(double parameters, double samples) => Math.Max(1, Speedup(parameters, samples, BestNumber(parameters, samples)));
}

/// <summary>What was measured of steps with one sample a shard.</summary>
/// <param name="Silos">N, and as many shards.</param>
/// <param name="Parameters">P.</param>
/// <param name="Step">Microseconds a step beside those of one process.</param>
internal sealed record CostPoint(int Silos, double Parameters, double Step)
{
    /// <summary>The same for each shard.</summary>
    public double PerShard => Step / Silos;
}
