namespace MlpGen.Tool.Emit;

/// <summary>What is wanted of a source file.</summary>
/// <param name="Name">The class; in C, what all names begin with.</param>
/// <param name="Space">Its namespace; null for none.</param>
/// <param name="Target">Which language and library.</param>
internal sealed record EmitOptions(string Name, string? Space, EmitTarget Target)
{
    /// <summary>Whether parameters can change, and there is a gradient.</summary>
    public bool IsTrainable { get; init; }

    /// <summary>Whether it has the bits of a generated network with <c>[Network(Reproducible = true)]</c>.</summary>
    public bool IsReproducible { get; init; }
}
