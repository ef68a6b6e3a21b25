namespace MlpGen.Generator.Emit;

/// <summary>A parameter of a public method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Doc">What it holds, how long it is, and what becomes of it: a piece of XML documentation.</param>
internal sealed record Parameter(string Name, ParameterKind Kind, string Doc)
{
    /// <summary>Whether it may be left out: the gradients with respect to the inputs.</summary>
    public bool IsOptional => Name is "inputGradient" or "inputGradients";

    /// <summary>Its type, the way a file writes it.</summary>
    public string Type(EmitContext context) => Kind switch
    {
        ParameterKind.Read => context.Read,
        ParameterKind.Written => context.Write,
        ParameterKind.Labels => $"{context.Names.Type("ReadOnlySpan")}<int>",
        ParameterKind.Seed => "int",
        ParameterKind.Key => context.Names.Type("DropoutKey"),
        _ => throw new InvalidOperationException($"No type for {Kind}."),
    };

    /// <summary>Its type without namespaces, as <see cref="Model.GeneratedMember"/> spells it.</summary>
    public string ShortType(string scalar) => Kind switch
    {
        ParameterKind.Read => $"ReadOnlySpan<{scalar}>",
        ParameterKind.Written => $"Span<{scalar}>",
        ParameterKind.Labels => "ReadOnlySpan<int>",
        ParameterKind.Seed => "int",
        ParameterKind.Key => "DropoutKey",
        _ => throw new InvalidOperationException($"No type for {Kind}."),
    };
}

/// <summary>The kinds of parameters.</summary>
internal enum ParameterKind
{
    Read,
    Written,
    Labels,
    Seed,
    Key,
}
