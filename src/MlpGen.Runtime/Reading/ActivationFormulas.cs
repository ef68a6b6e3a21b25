namespace MlpGen;

/// <summary>dz from da, for one layer and one sample; all as long as the layer has outputs.</summary>
internal delegate void ThroughActivation(
    ReadOnlySpan<double> da, ReadOnlySpan<double> z, ReadOnlySpan<double> a, double alpha, Span<double> dz);

/// <summary>An activation as text, and its chain rule.</summary>
/// <param name="Name">Its name in formulas; empty for the identity, which no formula names.</param>
/// <param name="Value">f(z) in terms of z.</param>
/// <param name="Derivative">f'(z) in terms of z, or of a; for a function that couples the outputs, its Jacobian.</param>
/// <param name="Backward">The arithmetic of dz.</param>
internal sealed record ActivationFormulas(string Name, string Value, string Derivative, ThroughActivation Backward)
{
    /// <summary>Whether each output depends on every z.</summary>
    public bool CouplesOutputs { get; init; }

    /// <summary>What the function is; empty for the identity.</summary>
    public string ValueNote => IsIdentity ? "" : $"{Name}(z) = {Value}";

    /// <summary>What its derivative is; empty for the identity.</summary>
    public string DerivativeNote => IsIdentity ? "" : CouplesOutputs ? Derivative : $"{Name}'(z) = {Derivative}";

    private bool IsIdentity => Name.Length == 0;

    /// <summary>a in terms of <paramref name="z"/>.</summary>
    public string Of(string z) => IsIdentity ? z : $"{Name}({z})";

    /// <summary>dz in terms of <paramref name="da"/>.</summary>
    public string ChainRule(string da, string z, string a) =>
        IsIdentity ? da : CouplesOutputs ? $"{a} ⊙ ({da} − Σ {a}·{da})" : $"{da} ⊙ {Name}'({z})";
}
