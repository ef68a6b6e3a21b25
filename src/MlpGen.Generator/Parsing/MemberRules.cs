using Microsoft.CodeAnalysis;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>MLP009: the names of generated members against the user's own.</summary>
internal static class MemberRules
{
    /// <summary>Reports each of the user's members that stands where one is to be generated.</summary>
    public static void CheckOwn(
        INamedTypeSymbol type, Location typeName, IReadOnlyList<GeneratedMember> generated, ProblemList problems)
    {
        if (generated.Any(member => member.Name == type.Name))
        {
            problems.Add(Descriptors.NameTaken, typeName, Messages.ClassNameTaken(type.Name));
        }

        foreach (IGrouping<string, GeneratedMember> named in generated.GroupBy(static member => member.Name))
        {
            foreach (ISymbol own in type.GetMembers(named.Key).Where(static own => !own.IsImplicitlyDeclared))
            {
                if (named.FirstOrDefault(member => MemberSignature.Collides(own, member)) is { } taken)
                {
                    problems.Add(Descriptors.NameTaken, own.Locations[0], Messages.MemberTaken(taken, type.Name));
                }
            }
        }

        CheckAccessors(type, generated, problems);
    }

    /// <summary>Whether a member could be generated beside the user's own, and above those of base classes.</summary>
    public static bool IsFree(INamedTypeSymbol type, GeneratedMember member, Compilation compilation) =>
        member.Name != type.Name
        && !type.GetMembers(member.Name).Any(own => !own.IsImplicitlyDeclared && MemberSignature.Collides(own, member))
        && !(member.IsProperty && Accessor(type, member) is not null)
        && HiddenAbstract(type, member, compilation) is null;

    /// <summary>The compiler reserves <c>get_W1</c> for a property <c>W1</c>.</summary>
    private static void CheckAccessors(INamedTypeSymbol type, IReadOnlyList<GeneratedMember> generated, ProblemList problems)
    {
        foreach (GeneratedMember property in generated.Where(static member => member.IsProperty))
        {
            if (Accessor(type, property) is { } accessor)
            {
                problems.Add(Descriptors.NameTaken, accessor.Locations[0], Messages.MemberTaken(property, type.Name));
            }
        }
    }

    private static IMethodSymbol? Accessor(INamedTypeSymbol type, GeneratedMember property) =>
        type.GetMembers("get_" + property.Name).OfType<IMethodSymbol>()
            .FirstOrDefault(static method => method.MethodKind == MethodKind.Ordinary && MemberSignature.HasSignature(method, ""));

    /// <summary>Reports each abstract member that would be hidden, which C# forbids (CS0533).</summary>
    public static void CheckAbstract(
        INamedTypeSymbol type, Location typeName, IReadOnlyList<GeneratedMember> generated, Compilation compilation, ProblemList problems)
    {
        foreach (GeneratedMember member in generated)
        {
            if (HiddenAbstract(type, member, compilation) is { } found)
            {
                problems.Add(Descriptors.NameTaken, typeName, Messages.HidesAbstract(member, type.Name, found.ContainingType.Name));
            }
        }
    }

    /// <summary>The signatures that need <c>new</c>, in the order of the members.</summary>
    public static EquatableArray<string> FindHidden(
        INamedTypeSymbol type, IReadOnlyList<GeneratedMember> generated, Compilation compilation, BaseNetworks bases) => generated
        .Where(member => TypeNames.Bases(type).Any(baseType =>
            Hidden(baseType, member, type, compilation) is not null || IsGeneratedFor(baseType, member, type, bases)))
        .Select(static member => member.Signature)
        .ToEquatableArray();

    /// <summary>What the member would hide in this base class.</summary>
    private static ISymbol? Hidden(INamedTypeSymbol baseType, GeneratedMember member, INamedTypeSymbol type, Compilation compilation) =>
        baseType.GetMembers(member.Name).FirstOrDefault(candidate =>
            MemberSignature.IsHidden(candidate, member) && compilation.IsSymbolAccessibleWithin(candidate, type));

    /// <summary>The nearest member that would be hidden, if it is abstract.</summary>
    private static ISymbol? HiddenAbstract(INamedTypeSymbol type, GeneratedMember member, Compilation compilation)
    {
        ISymbol? nearest = TypeNames.Bases(type)
            .Select(baseType => Hidden(baseType, member, type, compilation))
            .FirstOrDefault(static found => found is not null);
        return nearest is { IsAbstract: true } and not INamedTypeSymbol ? nearest : null;
    }

    private static bool IsGeneratedFor(INamedTypeSymbol baseType, GeneratedMember member, INamedTypeSymbol derived, BaseNetworks bases) =>
        bases.MembersOf(baseType).Any(inherited =>
            MemberSignature.IsHidden(inherited, member) && (inherited.IsPublic || IsNestedIn(derived, baseType)));

    /// <summary>A nested class sees the private members of those around it.</summary>
    private static bool IsNestedIn(INamedTypeSymbol type, INamedTypeSymbol outer) =>
        TypeNames.OuterTypes(type).Any(around => SymbolEqualityComparer.Default.Equals(around, outer));
}
