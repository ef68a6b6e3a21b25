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

    /// <summary>The network in integers; null until the file has been read, and for a network that computes in floats.</summary>
    public IntegerNetwork? Integers { get; init; }
}

/// <summary>Between what numbers all inputs lie.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest, above the smallest.</param>
internal sealed record DeclaredRange(double Minimum, double Maximum);
