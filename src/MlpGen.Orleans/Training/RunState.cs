using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>What a coordinator keeps in storage.</summary>
[GenerateSerializer]
[Alias("mlpgen.RunState")]
internal sealed class RunState
{
    /// <summary>Which run it is.</summary>
    [Id(0)]
    public string Run { get; set; } = "";

    /// <summary>A training state, as a safetensors file; empty before the first checkpoint.</summary>
    [Id(1)]
    public byte[] Training { get; set; } = [];

    /// <summary>The reports of the epochs before it.</summary>
    [Id(2)]
    public EpochReport[] Reports { get; set; } = [];

    /// <summary>How many steps had been taken.</summary>
    [Id(3)]
    public long Step { get; set; }

    /// <summary>How many epochs were asked for when it came to its end; 0 before.</summary>
    [Id(4)]
    public int FinishedEpochs { get; set; }

    /// <summary>Why it ended.</summary>
    [Id(5)]
    public StopReason StopReason { get; set; }

    /// <summary>Its best epoch.</summary>
    [Id(6)]
    public int BestEpoch { get; set; }

    /// <summary>The parameters that the network ended with: the best, the average or the last, as its options say.</summary>
    [Id(7)]
    public byte[] Parameters { get; set; } = [];
}
