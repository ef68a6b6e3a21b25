using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlpGen.CodeFixes;

/// <summary>MLP006: gives Softmax to the last layer, and the activation of the last layer to the one that had it; Relu if that
/// has none to give.</summary>
internal sealed class MoveSoftmaxMending() : Mending("MLP006")
{
    /// <inheritdoc/>
    public override IEnumerable<TextFix> Find(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        var layers = DeclaredLayers.Around(node, model, cancellation);
        int index = layers?.IndexOf(node) ?? -1;
        if (index < 0 || layers!.ActivationOf(layers.All[index], cancellation) != "Softmax")
        {
            yield break;
        }

        AttributeSyntax last = layers.All[layers.All.Count - 1];
        string? old = layers.ActivationOf(last, cancellation);
        string hidden = old is null or "Identity" or "Softmax" ? "Relu" : old;
        yield return new TextFix(
            "MoveSoftmax",
            $"Move Softmax to the last layer, and give layer {index + 1} {hidden}",
            [
                .. layers.SetActivation(layers.All[index], hidden),
                .. old == "Softmax" ? [] : layers.SetActivation(last, "Softmax"),
            ]);
    }
}
