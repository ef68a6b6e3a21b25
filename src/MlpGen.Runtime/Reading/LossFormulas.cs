namespace MlpGen;

/// <summary>The gradient of the loss of one sample: dy from y, or for a loss that is fused with the last activation dz from z.</summary>
internal delegate void LossGradient(ReadOnlySpan<double> yOrZ, ReadOnlySpan<double> t, double delta, Span<double> gradient);

/// <summary>A loss as text, and the arithmetic of its gradient.</summary>
/// <param name="Name">Its name in words.</param>
/// <param name="Value">L, in terms of what the output is called: y, or p.</param>
/// <param name="Gradient">dy, or dz of the last layer if the loss is fused with it.</param>
/// <param name="Backward">The arithmetic of that gradient.</param>
internal sealed record LossFormulas(string Name, Func<string, string> Value, Func<string, string> Gradient, LossGradient Backward)
{
    /// <summary>The function that makes probabilities p of the last z, if the loss is one of p and fused with that function.</summary>
    public Activation? Probability { get; init; }

    /// <summary>What the formula of L calls by a name; empty if nothing.</summary>
    public string ValueNote { get; init; } = "";

    /// <summary>Why the gradient is so simple; empty if it needs no word.</summary>
    public string GradientNote { get; init; } = "";

    /// <summary>Whether the formulas have a δ.</summary>
    public bool HasDelta { get; init; }
}
