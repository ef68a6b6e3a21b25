namespace MlpGen;

/// <summary>Steps that stand under one heading: what is given, a layer's forward pass, the loss, a layer's backward pass.</summary>
internal sealed record WalkthroughSection(string Heading, IReadOnlyList<WalkthroughStep> Steps);
