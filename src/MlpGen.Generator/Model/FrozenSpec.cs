namespace MlpGen.Generator.Model;

/// <summary>The <c>[Frozen]</c>: weights that become part of the generated code.</summary>
/// <param name="File">The file as the attribute names it.</param>
/// <param name="Parameters">W1, b1, …, each a value of the network's number type; empty until the file has been read.</param>
internal sealed record FrozenSpec(string File, EquatableArray<double> Parameters)
{
    /// <summary>Whether the network computes in integers.</summary>
    public Quantization Quantization { get; init; }

    /// <summary>Between what numbers each input lies, as the attribute says; null where the file says it.</summary>
    public DeclaredRange? Inputs { get; init; }

    /// <summary>How raw inputs are normalised before the first layer; null if they go in as they are, or the file has not been read.</summary>
    public NormalizationSpec? InputConstants { get; init; }

    /// <summary>How targets were normalised, which is undone to the outputs; null if they come as they are.</summary>
    public NormalizationSpec? OutputConstants { get; init; }

    /// <summary>The columns of the table that the inputs are made of; empty if the file does not say.</summary>
    public EquatableArray<ColumnSpec> Columns { get; init; }

    /// <summary>The column that the outputs foretell; null if the file does not say.</summary>
    public ColumnSpec? Target { get; init; }

    /// <summary>Whether public members take or give other numbers than the layers do.</summary>
    public bool IsNormalized => InputConstants is not null || OutputConstants is not null;

    /// <summary>The network in integers; null until the file has been read, and for a network that computes in floats.</summary>
    public IntegerNetwork? Integers { get; init; }
}

/// <summary>(x − mean) / deviation for each number of a row, each constant a value of the network's number type.</summary>
/// <param name="Means">Finite.</param>
/// <param name="Deviations">As many, above 0.</param>
internal sealed record NormalizationSpec(EquatableArray<double> Means, EquatableArray<double> Deviations);

/// <summary>A column of a table.</summary>
/// <param name="Name">What its header says.</param>
/// <param name="HasCategories">Whether it is one of categories, and not of numbers.</param>
/// <param name="Categories">Its categories, in the order of their inputs.</param>
/// <param name="Missing">What stands in for a missing number; null where none may be missing.</param>
internal sealed record ColumnSpec(string Name, bool HasCategories, EquatableArray<string> Categories, double? Missing);

/// <summary>Between what numbers all inputs lie.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest, above the smallest.</param>
internal sealed record DeclaredRange(double Minimum, double Maximum);
