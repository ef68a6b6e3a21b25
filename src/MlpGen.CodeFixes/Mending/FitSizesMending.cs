using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlpGen.CodeFixes;

/// <summary>MLP004: makes a layer take what the layer before gives, or makes that one give what this one takes. The size is
/// copied as it is written, so that a constant stays one.</summary>
internal sealed class FitSizesMending() : Mending("MLP004")
{
    /// <inheritdoc/>
    public override IEnumerable<TextFix> Find(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        var layers = DeclaredLayers.Around(node, model, cancellation);
        int index = layers?.IndexOf(node) ?? -1;
        if (index < 1
            || DeclaredLayers.Argument(layers!.All[index - 1], "outputs") is not { Expression: { } given }
            || DeclaredLayers.Argument(layers.All[index], "inputs") is not { Expression: { } taken })
        {
            yield break;
        }

        yield return Copy("TakeWhatIsGiven", $"Give layer {index + 1} the {given} inputs that layer {index} has as outputs", given, taken);
        yield return Copy("GiveWhatIsTaken", $"Give layer {index} the {taken} outputs that layer {index + 1} has as inputs", taken, given);
    }

    private static TextFix Copy(string key, string title, ExpressionSyntax from, ExpressionSyntax to) =>
        new(key, title, [new TextChange(to.Span, from.ToString())]);
}
