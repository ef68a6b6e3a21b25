using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>MLP012 and the facts of the consumer's compilation that change what is generated.</summary>
internal static class PlatformRules
{
    /// <summary>Whether generated code could compile at all; reports why not.</summary>
    public static bool Check(TypeDeclarationSyntax declaration, Compilation compilation, ProblemList problems)
    {
        if (declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 } options)
        {
            string version = options.LanguageVersion.ToDisplayString();
            problems.Add(Descriptors.UnsupportedPlatform, declaration.Identifier.GetLocation(), Messages.OldLanguage(version));
            return false;
        }

        foreach (string needed in (string[])[MetadataNames.WidestVector, MetadataNames.NetworkInterface])
        {
            if (compilation.GetTypesByMetadataName(needed).IsEmpty)
            {
                problems.Add(Descriptors.UnsupportedPlatform, declaration.Identifier.GetLocation(), Messages.MissingType(needed));
                return false;
            }
        }

        return true;
    }

    /// <summary>What the emitter must know of the project.</summary>
    /// <param name="type">The class.</param>
    /// <param name="declaration">The part of it with the layers.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static CompilationFacts Facts(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, CancellationToken cancellation) =>
        new(AllowsUnsafe: compilation.Options is CSharpCompilationOptions { AllowUnsafe: true })
        {
            TakenNames = TakenNames.Of(type, declaration, compilation, cancellation),
            RuntimeAlias = RuntimeAlias(type, compilation),
        };

    /// <summary>The extern alias of the assembly that the attributes are from, unless that is in the global one too.</summary>
    public static string RuntimeAlias(INamedTypeSymbol type, Compilation compilation)
    {
        IAssemblySymbol? runtime = type.GetAttributes()
            .FirstOrDefault(static attribute => MetadataNames.All.Any(name => attribute.AttributeClass.IsNamed(name)))?.AttributeClass!.ContainingAssembly;
        if (runtime is null || IsGlobal(compilation.GetMetadataReference(runtime)))
        {
            return "";
        }

        // One assembly may be referenced several times, under an alias each.
        MetadataReference[] references =
        [
            .. compilation.References.Where(reference =>
                SymbolEqualityComparer.Default.Equals(compilation.GetAssemblyOrModuleSymbol(reference), runtime)),
        ];
        return references.Any(IsGlobal) ? "" : references.SelectMany(static reference => reference.Properties.Aliases).OrderBy(static alias => alias, StringComparer.Ordinal).First();
    }

    private static bool IsGlobal(MetadataReference? reference) =>
        reference is null || reference.Properties.Aliases.IsEmpty || reference.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias);
}
