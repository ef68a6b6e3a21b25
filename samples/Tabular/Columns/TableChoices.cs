namespace Tabular.Columns;

/// <summary>What the user says of the columns.</summary>
/// <param name="Target">The column to foretell.</param>
internal sealed record TableChoices(string Target)
{
    /// <summary>The columns to foretell it from; all others if none is named.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The columns to leave out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The columns of categories, even if they look like numbers or have many texts.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Further texts that say that something is missing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether the target is a class (true) or a number (false); null to see by its values.</summary>
    public bool? IsClassification { get; init; }

    /// <summary>Whether decimals follow a comma; null to see by the numbers.</summary>
    public bool? HasDecimalCommas { get; init; }
}
