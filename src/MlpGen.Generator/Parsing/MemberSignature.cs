using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Compares members of the compilation with members to be generated, as C# compares signatures.</summary>
internal static class MemberSignature
{
    /// <summary>Whether the two could not stand in the same class.</summary>
    public static bool Collides(ISymbol member, GeneratedMember generated) =>
        !generated.IsMethod || member is not IMethodSymbol method || HasSignature(method, generated.ParameterTypes);

    /// <summary>Whether a generated member of a derived class hides an accessible member of a base class.</summary>
    /// <remarks>What the compiler does for its warnings CS0108 and CS0109: a generic member is hidden by none of ours.</remarks>
    public static bool IsHidden(ISymbol member, GeneratedMember generated) => member switch
    {
        IMethodSymbol method when generated.IsMethod => HasSignature(method, generated.ParameterTypes),
        IMethodSymbol method => method.Arity == 0,
        INamedTypeSymbol type => type.Arity == 0,
        _ => true,
    };

    /// <summary>Whether one generated member hides another, of a base class that is a network too.</summary>
    public static bool IsHidden(GeneratedMember member, GeneratedMember generated) =>
        member.Name == generated.Name && (!member.IsMethod || !generated.IsMethod || member.ParameterTypes == generated.ParameterTypes);

    /// <summary>Whether a method that is not generic takes exactly these types, each by value.</summary>
    public static bool HasSignature(IMethodSymbol method, string parameterTypes) =>
        method.Arity == 0 && string.Join(",", method.Parameters.Select(Describe)) == parameterTypes;

    private static string Describe(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None ? Describe(parameter.Type) : $"{parameter.RefKind.ToString().ToLowerInvariant()} {Describe(parameter.Type)}";

    private static string Describe(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Int32 } => "int",
        { SpecialType: SpecialType.System_Single } => "float",
        { SpecialType: SpecialType.System_Double } => "double",
        INamedTypeSymbol named when named.IsNamed("MlpGen.DropoutKey") => "DropoutKey",
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1 } span when span.ContainingNamespace.IsSystem() =>
            $"{span.Name}<{Describe(span.TypeArguments[0])}>",
        INamedTypeSymbol { Name: "Vector256" or "Vector512", Arity: 1 } vector when vector.ContainingNamespace.ToDisplayString() == "System.Runtime.Intrinsics" =>
            $"{vector.Name}<{Describe(vector.TypeArguments[0])}>",
        _ => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
    };
}
