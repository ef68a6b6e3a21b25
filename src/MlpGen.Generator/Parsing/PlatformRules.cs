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
    public static CompilationFacts Facts(Compilation compilation) =>
        new(AllowsUnsafe: compilation.Options is CSharpCompilationOptions { AllowUnsafe: true });
}
