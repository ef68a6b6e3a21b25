namespace MlpGen.Cluster;

/// <summary>Coordinates a run, wherever it is placed. Its state is kept in storage: if its silo dies, the next who asks has it begin again on
/// another, from the last checkpoint.</summary>
/// <remarks>Its key is the name of the run; runs of a sweep end in a number, by which they go round the silos.</remarks>
[Alias("mlpgen.ITrainingGrain")]
internal interface ITrainingGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that the run goes on, and says how far it is.</summary>
    [Alias("Advance")]
    Task<RunReport> Advance(RunRequest request);

    /// <summary>The parameters that a finished run ended with; empty if it is not.</summary>
    [Alias("Parameters")]
    Task<byte[]> Parameters();

    /// <summary>Stops after the present step and keeps what there is, so that it can go on later.</summary>
    [Alias("Stop")]
    Task Stop();

    /// <summary>Forgets everything.</summary>
    [Alias("Forget")]
    Task Forget();
}
