#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>What a weights file says of the data around the network: how raw numbers become those that the network takes, and what they are called.</summary>
internal sealed record DataDocument
{
    /// <summary>How inputs are normalised before the first layer; null if they go in as they are.</summary>
    public DocumentNormalization? Inputs { get; init; }

    /// <summary>How targets were normalised, which is undone behind the last layer; null if outputs come as they are.</summary>
    public DocumentNormalization? Outputs { get; init; }

    /// <summary>The columns of a table that the inputs are made of, in order; none if the file does not say.</summary>
    public IReadOnlyList<DocumentColumn> Columns { get; init; } = [];

    /// <summary>The column that the outputs foretell; null if the file does not say.</summary>
    public DocumentColumn? Target { get; init; }

    /// <summary>Whether there is anything to be done before the first layer or behind the last.</summary>
    public bool IsNormalized => Inputs is not null || Outputs is not null;
}

/// <summary>Constants of a normalisation, (x − mean) / deviation for each number of a row.</summary>
/// <param name="Means">Finite.</param>
/// <param name="Deviations">As many, finite and above 0.</param>
internal sealed record DocumentNormalization(double[] Means, double[] Deviations)
{
    /// <summary>(x − mean) / deviation: another row.</summary>
    public double[] Apply(double[] row) => [.. row.Select((x, i) => (x - Means[i]) / Deviations[i])];

    /// <summary>y·deviation + mean: another row.</summary>
    public double[] Undo(double[] row) => [.. row.Select((y, i) => y * Deviations[i] + Means[i])];
}

/// <summary>A column of a table.</summary>
/// <param name="Name">What its header says.</param>
/// <param name="Categories">Its texts, in the order of their inputs, "" for a missing one; null for a column of numbers.</param>
/// <param name="Missing">What stands in for a missing number, behind which an input says that it does; null where none may be missing.</param>
internal sealed record DocumentColumn(string Name, string[]? Categories, double? Missing)
{
    /// <summary>The inputs that it takes.</summary>
    public int Width => Categories?.Length ?? (Missing is null ? 1 : 2);
}
