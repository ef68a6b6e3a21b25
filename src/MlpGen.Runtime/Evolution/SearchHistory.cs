namespace MlpGen.Evolution;

/// <summary>What a call of <c>Run</c> went through.</summary>
public sealed class SearchHistory
{
    internal SearchHistory(GenerationReport[] generations, SearchStop reason)
    {
        Generations = generations;
        StopReason = reason;
    }

    /// <summary>One report for each generation of the call, in order.</summary>
    public IReadOnlyList<GenerationReport> Generations { get; }

    /// <summary>Why it ended.</summary>
    public SearchStop StopReason { get; }
}
