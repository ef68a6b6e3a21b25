using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlpGen.Generator.Parsing;

/// <summary>The attributes of a base constructor that make the compiler or an analyzer speak to whoever calls it. The generated constructors bear
/// them too: so it is the caller of those who hears of it, who can do something about it, and not generated code, where nobody could suppress
/// it.</summary>
internal static class CallerWarnings
{
    private const string Requirements = "System.Diagnostics.CodeAnalysis.";
    private const string Experimental = Requirements + "ExperimentalAttribute";

    /// <summary>Those that stand on a constructor.</summary>
    private static readonly string[] s_ofConstructors =
    [
        "System.ObsoleteAttribute",
        Experimental,
        Requirements + "RequiresAssemblyFilesAttribute",
        Requirements + "RequiresDynamicCodeAttribute",
        Requirements + "RequiresUnreferencedCodeAttribute",
    ];

    /// <summary>Those that mean all constructors where they stand on a class.</summary>
    private static readonly string[] s_ofClasses =
    [
        Requirements + "RequiresDynamicCodeAttribute",
        Requirements + "RequiresUnreferencedCodeAttribute",
    ];

    /// <summary>What means them where it stands on a whole assembly or module; on a class it is about the name of the class alone.</summary>
    private static readonly string[] s_ofAssemblies = [Experimental];

    /// <summary>The attributes, each as it is written between brackets, of what the constructors of a class call by <c>base()</c>.</summary>
    public static IEnumerable<string> Of(INamedTypeSymbol type, Compilation compilation, BaseNetworks bases)
    {
        if (type.IsStatic || type.BaseType is not { TypeKind: not TypeKind.Error } baseType)
        {
            return [];
        }

        IMethodSymbol? called = ConstructorRules.FindBase(type, compilation);
        bool isGenerated = called is null or { IsImplicitlyDeclared: true } && bases.HasConstructors(baseType);
        return (isGenerated ? Of(baseType, compilation, bases) : called is null ? [] : Written(called, s_ofConstructors))
            .Concat(Written(baseType, s_ofClasses))
            .Concat(Written(baseType.ContainingModule, s_ofAssemblies))
            .Concat(Written(baseType.ContainingAssembly, s_ofAssemblies))
            .GroupBy(static attribute => attribute.Substring(0, attribute.IndexOf('('))) // each may stand there once
            .Select(static same => same.First())
            .OrderBy(static attribute => attribute, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Written(ISymbol symbol, string[] names) => symbol.GetAttributes()
        .Where(attribute => names.Contains(attribute.AttributeClass?.ToDisplayString()))
        .Select(static attribute => $"global::{attribute.AttributeClass!.ToDisplayString()}({string.Join(", ", Arguments(attribute))})");

    private static IEnumerable<string> Arguments(AttributeData attribute) => attribute.ConstructorArguments
        .Select(static value => value.ToCSharpString())
        .Concat(attribute.NamedArguments.Select(static named => $"{named.Key} = {named.Value.ToCSharpString()}"));
}
