using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlpGen.CodeFixes;

/// <summary>MLP007: takes the loss that fits the last activation, or gives the last layer the activation that the loss takes.</summary>
internal sealed class FitLossMending() : Mending("MLP007")
{
    /// <inheritdoc/>
    public override IEnumerable<TextFix> Find(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Expression: { } loss }
            || DeclaredLayers.Around(node, model, cancellation) is not { All.Count: > 0 } layers
            || model.GetSymbolInfo(loss, cancellation).Symbol?.Name is not { } lossName)
        {
            yield break;
        }

        AttributeSyntax last = layers.All[layers.All.Count - 1];
        string? activation = layers.ActivationOf(last, cancellation);
        string fitting = activation switch
        {
            "Softmax" => "CrossEntropy",
            "Sigmoid" => "BinaryCrossEntropy",
            _ => "MeanSquaredError",
        };
        string partner = lossName == "CrossEntropy" ? "Softmax" : "Sigmoid";
        yield return new TextFix(
            "ReplaceLoss",
            $"Use {fitting}, which fits {activation}",
            [new TextChange(loss.Span, layers.NameOf("LossFunction", fitting, loss.SpanStart))]);
        yield return new TextFix(
            "ReplaceActivation", $"Give layer {layers.All.Count} {partner}, which {lossName} takes", [.. layers.SetActivation(last, partner)]);
    }
}
