using Microsoft.CodeAnalysis;

namespace MlpGen.CodeFixes;

/// <summary>MLP101: gives a hidden linear layer an activation, Relu or Tanh.</summary>
internal sealed class AddActivationMending() : Mending("MLP101")
{
    /// <inheritdoc/>
    public override IEnumerable<TextFix> Find(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        var layers = DeclaredLayers.Around(node, model, cancellation);
        int index = layers?.IndexOf(node) ?? -1;
        if (index < 0)
        {
            yield break;
        }

        foreach (string activation in (string[])["Relu", "Tanh"])
        {
            yield return new TextFix(
                $"Add{activation}", $"Give layer {index + 1} {activation}", [.. layers!.SetActivation(layers.All[index], activation)]);
        }
    }
}
