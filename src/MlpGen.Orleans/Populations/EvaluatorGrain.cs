using Orleans.Runtime;

namespace MlpGen.Cluster;

/// <summary>Asks for the fitness of a chunk of members.</summary>
/// <param name="Evaluation">The name that it was registered with.</param>
/// <param name="First">The number of the first member.</param>
/// <param name="Count">How many.</param>
/// <param name="Generation">The caller's.</param>
/// <param name="Members">Their parameters, as they lie in memory.</param>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.EvaluationRequest")]
internal sealed record EvaluationRequest(
    [property: Id(0)] string Evaluation, [property: Id(1)] int First, [property: Id(2)] int Count, [property: Id(3)] long Generation, [property: Id(4)] byte[] Members);

/// <summary>The fitness of a chunk.</summary>
/// <param name="Fitness">A number for each member.</param>
/// <param name="Silo">Where it was computed.</param>
/// <param name="Failure">Why it was not, if the evaluation threw or is not registered there.</param>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.EvaluationAnswer")]
internal sealed record EvaluationAnswer([property: Id(0)] double[] Fitness, [property: Id(1)] string Silo, [property: Id(2)] string? Failure);

/// <summary>Evaluates chunks of a population on some silo. It remembers nothing.</summary>
[Alias("mlpgen.IEvaluatorGrain")]
internal interface IEvaluatorGrain : IGrainWithStringKey
{
    /// <summary>The fitness that is asked for.</summary>
    [Alias("Evaluate")]
    Task<EvaluationAnswer> Evaluate(EvaluationRequest request);
}

/// <inheritdoc cref="IEvaluatorGrain"/>
[RoundPlacement]
internal sealed class EvaluatorGrain(Catalog catalog, SiloCount silos, ILocalSiloDetails silo) : Grain, IEvaluatorGrain
{
    private int _silos = silos.Now;

    /// <inheritdoc/>
    public async Task<EvaluationAnswer> Evaluate(EvaluationRequest request)
    {
        if (silos.HasChanged(ref _silos))
        {
            MigrateOnIdle();
        }

        try
        {
            return new EvaluationAnswer(await Task.Run(() => catalog.Evaluation(request.Evaluation).Evaluate(request)), silo.SiloAddress.ToString(), null);
        }
        catch (Exception failure)
        {
            return new EvaluationAnswer([], silo.SiloAddress.ToString(), $"Silo {silo.SiloAddress} cannot evaluate '{request.Evaluation}': {failure.Message}");
        }
    }
}
