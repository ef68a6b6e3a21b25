using Microsoft.CodeAnalysis;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;
using MlpGen.Generator.Parsing.Frozen;

namespace MlpGen.Generator.Parsing;

/// <summary>MLP011: <c>[Loss]</c>, <c>[Network]</c> or <c>[Frozen]</c> without any <c>[Layer]</c>.</summary>
internal static class StrayOptions
{
    /// <summary>The problem and the outline, if this attribute is the first of its kind on a class without layers: one a class.</summary>
    public static ParseResult? Find(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var problems = new ProblemList();
        AttributeData? first = type.GetAttributes().FirstOrDefault(static attribute =>
            MetadataNames.Options.Any(name => attribute.AttributeClass.IsNamed(name)));

        if (first?.ApplicationSyntaxReference is not { } place
            || !context.Attributes.Any(attribute => attribute.ApplicationSyntaxReference?.Span == place.Span
                && attribute.ApplicationSyntaxReference.SyntaxTree == place.SyntaxTree)
            || DeclaredAttribute.Of(type, MetadataNames.Layer, cancellation).Count > 0)
        {
            return null;
        }

        // An attribute of unknown name may well be a layer in the making.
        bool isBeingTyped = type.GetAttributes().Any(static attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error });
        if (isBeingTyped)
        {
            return null;
        }

        Location location = place.GetSyntax(cancellation).GetLocation();
        string? file = DeclaredAttribute.FirstOf(type, MetadataNames.Frozen, cancellation)?.ValueOf(FrozenParser.FileArgument) as string;
        problems.Add(Descriptors.NoLayers, location, file is not null && WeightsFileName.IsOne(file)
            ? Messages.NoLayersOf(file, type.Name)
            : Messages.NoLayers(first.AttributeClass!.Name.Replace("Attribute", ""), type.Name));
        OutlineSpec? outline = TypeRules.IsPartial(type) // or the compiler would speak of another part that nobody wrote
            ? OutlineParser.Parse(type, context.SemanticModel.Compilation, cancellation)
            : null;
        return new ParseResult(null, outline, problems.ToEquatableArray());
    }
}
