using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MlpGen.Generator.Model;
using MlpGen.Generator.Weights;

namespace MlpGen.CodeFixes;

/// <summary>MLP011 and MLP013: writes the <c>[Layer]</c>s of the file that <c>[Frozen]</c> names, where there are none, or others.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteLayers)), Shared]
public sealed class WriteLayers() : TextFixProvider("MLP011", "MLP013")
{
    private protected override async Task<IEnumerable<TextFix>> FindAsync(SyntaxNode node, SemanticModel model, Project project, CancellationToken cancellation)
    {
        if (DeclaredLayers.Around(node, model, cancellation) is not { Frozen: { } frozen } declared
            || FileOf(frozen, model, cancellation) is not { } name
            || await OutlineAsync(name, project, cancellation).ConfigureAwait(false) is not { } outline)
        {
            return [];
        }

        TextChange[] changes = [.. Changes(declared, frozen, outline, await node.SyntaxTree.GetTextAsync(cancellation).ConfigureAwait(false))];
        string note = outline.All(static layer => layer.Activation is not null) ? "" : ", whose activations it does not name";
        return changes.Length == 0 ? [] : [new TextFix(nameof(WriteLayers), $"Write the layers of {WeightsFileName.WithoutFolders(name)}{note}", changes)];
    }

    private static string? FileOf(AttributeSyntax frozen, SemanticModel model, CancellationToken cancellation) =>
        frozen.ArgumentList?.Arguments.FirstOrDefault(static argument => argument.NameEquals is null) is { } argument
            && model.GetConstantValue(argument.Expression, cancellation).Value is string name && WeightsFileName.IsOne(name) ? name : null;

    /// <summary>The layers of the one file that has the name; null if there is none, or no network in it.</summary>
    private static async Task<IReadOnlyList<LayerOutline>?> OutlineAsync(string name, Project project, CancellationToken cancellation)
    {
        TextDocument[] files = [.. project.AdditionalDocuments.Where(file => WeightsFileName.Means(name, file.FilePath ?? file.Name))];
        if (files.Length != 1)
        {
            return null;
        }

        try
        {
            return LayerOutline.Read((await files[0].GetTextAsync(cancellation).ConfigureAwait(false)).ToString(), out _);
        }
        catch (JsonMistake)
        {
            return null;
        }
    }

    /// <summary>Each layer that is there becomes that of the file, if it is another; what is missing comes behind, what is too much goes.</summary>
    private static IEnumerable<TextChange> Changes(DeclaredLayers declared, AttributeSyntax frozen, IReadOnlyList<LayerOutline> outline, SourceText text)
    {
        IReadOnlyList<AttributeSyntax> old = declared.All;
        for (int l = 0; l < Math.Min(old.Count, outline.Count); l++)
        {
            if (!declared.Says(old[l], outline[l]))
            {
                yield return new TextChange(old[l].Span, Attribute(declared, old[l].Name.ToString(), outline[l], old[l]));
            }
        }

        foreach (AttributeSyntax superfluous in old.Skip(outline.Count))
        {
            yield return new TextChange(SpanWithSeparator(superfluous, text), "");
        }

        if (outline.Count > old.Count)
        {
            string name = old.Count > 0 ? old[0].Name.ToString() : declared.NameOfAttribute("Layer", frozen);
            SyntaxNode list = (old.Count > 0 ? old[old.Count - 1] : frozen).Parent!;
            string between = Separator(list, text);
            string added = string.Join(between, outline.Skip(old.Count).Select(layer => $"[{Attribute(declared, name, layer, frozen)}]"));
            yield return old.Count > 0
                ? new TextChange(new TextSpan(list.Span.End, 0), between + added)
                : new TextChange(new TextSpan(list.SpanStart, 0), added + between);
        }
    }

    /// <summary>A layer as it is written, without brackets. Of what stands there, options that no file tells are kept.</summary>
    private static string Attribute(DeclaredLayers declared, string name, LayerOutline layer, AttributeSyntax place)
    {
        string? activation = layer.Activation is { } known ? declared.NameOf("Activation", known, place.SpanStart)
            : DeclaredLayers.Argument(place, "activation")?.Expression.ToString();
        var arguments = new List<string> { Plain(layer.Inputs), Plain(layer.Outputs) };
        if (activation is not null && layer.Activation != nameof(Activation.Identity))
        {
            arguments.Add(activation);
        }

        if (layer.Alpha is { } alpha && alpha != DeclaredLayers.DefaultAlpha(layer.Activation))
        {
            arguments.Add($"Alpha = {Plain(alpha)}");
        }

        if (!layer.HasBias)
        {
            arguments.Add("Bias = false");
        }

        arguments.AddRange(DeclaredLayers.OtherOptions(place, layer.Activation is null));
        return $"{name}({string.Join(", ", arguments)})";
    }

    private static string Plain(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>What stands between two lists of attributes: a line break and the indentation, or a space where they share a line.</summary>
    private static string Separator(SyntaxNode list, SourceText text)
    {
        TextLine line = text.Lines.GetLineFromPosition(list.SpanStart);
        string before = text.ToString(TextSpan.FromBounds(line.Start, list.SpanStart));
        string end = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return before.Trim().Length > 0 ? " " : (end.Length > 0 ? end : "\n") + before;
    }

    /// <summary>An attribute with its brackets and its line, if they are its own; else with the comma behind or before it.</summary>
    private static TextSpan SpanWithSeparator(AttributeSyntax attribute, SourceText text)
    {
        if (attribute.Parent is AttributeListSyntax { Attributes.Count: 1 } list)
        {
            TextLine line = text.Lines.GetLineFromPosition(list.SpanStart);
            bool isAlone = text.ToString(line.Span).Trim().Length == list.Span.Length;
            int end = list.Span.End;
            while (!isAlone && end < line.End && text[end] == ' ')
            {
                end++;
            }

            return isAlone ? line.SpanIncludingLineBreak : TextSpan.FromBounds(list.SpanStart, end);
        }

        SyntaxToken before = attribute.GetFirstToken().GetPreviousToken(), behind = attribute.GetLastToken().GetNextToken();
        return before.ValueText == "," ? TextSpan.FromBounds(before.SpanStart, attribute.Span.End)
            : TextSpan.FromBounds(attribute.SpanStart, behind.GetNextToken().SpanStart);
    }
}
