using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>MLP002 and MLP009 for the two constructors that a class gets: by seed, and by parameters.</summary>
internal static class ConstructorRules
{
    /// <summary>MLP002: both begin with an implicit <c>base()</c>.</summary>
    public static void CheckBase(INamedTypeSymbol type, Location name, Compilation compilation, BaseNetworks bases, ProblemList problems)
    {
        if (!IsBaseUsable(type, compilation, bases))
        {
            problems.Add(Descriptors.UnsupportedType, name, Messages.NoBaseConstructor(type.Name, type.BaseType!.Name));
        }
    }

    /// <summary>Whether <c>base()</c> compiles. A base class that does not exist is the compiler's to report.</summary>
    public static bool IsBaseUsable(INamedTypeSymbol type, Compilation compilation, BaseNetworks bases)
    {
        if (type.BaseType is not { TypeKind: not TypeKind.Error } baseType || type.IsStatic)
        {
            return true;
        }

        // base() prefers the constructor without parameters, and cannot choose between two that would do.
        IMethodSymbol[] callable = CallableBases(type, baseType, compilation);
        int generated = bases.HasConstructors(baseType) ? 1 : 0;
        return callable.Any(static constructor => constructor.Parameters.IsEmpty) || callable.Length + generated == 1;
    }

    /// <summary>What <c>base()</c> calls; null if that is generated, or nothing.</summary>
    public static IMethodSymbol? FindBase(INamedTypeSymbol type, Compilation compilation)
    {
        IMethodSymbol[] callable = CallableBases(type, type.BaseType!, compilation);
        return callable.FirstOrDefault(static constructor => constructor.Parameters.IsEmpty) ?? callable.FirstOrDefault();
    }

    private static IMethodSymbol[] CallableBases(INamedTypeSymbol type, INamedTypeSymbol baseType, Compilation compilation) =>
    [
        .. baseType.InstanceConstructors.Where(constructor =>
            compilation.IsSymbolAccessibleWithin(constructor, type)
            && !IsForbidden(constructor)
            && constructor.Parameters.All(static parameter => parameter.IsOptional || parameter.IsParams)),
    ];

    /// <summary>MLP009: the user's own constructors.</summary>
    public static void CheckOwn(INamedTypeSymbol type, Precision precision, ProblemList problems)
    {
        string[] generated = ["int", $"ReadOnlySpan<{Names.Scalar(precision)}>"];
        foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(IsWrittenOut))
        {
            string? taken = Array.Find(generated, types => MemberSignature.HasSignature(constructor, types));
            if (taken is not null)
            {
                problems.Add(Descriptors.NameTaken, constructor.Locations[0], Messages.ConstructorTaken(type.Name, taken));
            }
        }
    }

    /// <summary>Whether the user has a constructor with exactly this parameter.</summary>
    public static bool IsTaken(INamedTypeSymbol type, string parameterType) =>
        type.InstanceConstructors.Any(constructor => IsWrittenOut(constructor) && MemberSignature.HasSignature(constructor, parameterType));

    private static bool IsWrittenOut(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is ConstructorDeclarationSyntax);

    /// <summary>Whether a call is an error: <c>[Obsolete("…", true)]</c>.</summary>
    private static bool IsForbidden(IMethodSymbol constructor) => constructor.GetAttributes().Any(static attribute =>
        attribute.AttributeClass is { Name: nameof(ObsoleteAttribute) } type
        && type.ContainingNamespace.IsSystem()
        && attribute.ConstructorArguments.Any(static argument => argument.Value is true));
}
