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

    /// <summary>The compiler reserves <c>get_W1</c> for a property <c>W1</c>.</summary>
    private static void CheckAccessors(INamedTypeSymbol type, IReadOnlyList<GeneratedMember> generated, ProblemList problems)
    {
        foreach (GeneratedMember property in generated.Where(static member => member.IsProperty))
        {
            IMethodSymbol? accessor = type.GetMembers("get_" + property.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(static method => method.MethodKind == MethodKind.Ordinary && MemberSignature.HasSignature(method, ""));
            if (accessor is not null)
            {
                problems.Add(Descriptors.NameTaken, accessor.Locations[0], Messages.MemberTaken(property, type.Name));
            }
        }
    }

    /// <summary>The signatures that need <c>new</c>, in the order of the members.</summary>
    /// <remarks>An abstract member cannot be hidden at all (CS0533), and is reported.</remarks>
    public static EquatableArray<string> FindHidden(
        INamedTypeSymbol type,
        Location typeName,
        IReadOnlyList<GeneratedMember> generated,
        Compilation compilation,
        BaseNetworks bases,
        ProblemList problems)
    {
        var hidden = new List<string>();
        foreach (GeneratedMember member in generated)
        {
            for (INamedTypeSymbol? baseType = type.BaseType; baseType is not null; baseType = baseType.BaseType)
            {
                ISymbol? found = baseType.GetMembers(member.Name).FirstOrDefault(candidate =>
                    MemberSignature.IsHidden(candidate, member) && compilation.IsSymbolAccessibleWithin(candidate, type));
                if (found is { IsAbstract: true } and not INamedTypeSymbol)
                {
                    problems.Add(Descriptors.NameTaken, typeName, Messages.HidesAbstract(member, type.Name, baseType.Name));
                }

                if (found is not null || IsGeneratedFor(baseType, member, type, bases))
                {
                    hidden.Add(member.Signature);
                    break;
                }
            }
        }

        return hidden.ToEquatableArray();
    }

    private static bool IsGeneratedFor(INamedTypeSymbol baseType, GeneratedMember member, INamedTypeSymbol derived, BaseNetworks bases) =>
        bases.MembersOf(baseType).Any(inherited =>
            MemberSignature.IsHidden(inherited, member) && (inherited.IsPublic || IsNestedIn(derived, baseType)));

    /// <summary>A nested class sees the private members of those around it.</summary>
    private static bool IsNestedIn(INamedTypeSymbol type, INamedTypeSymbol outer) =>
        TypeNames.OuterTypes(type).Any(around => SymbolEqualityComparer.Default.Equals(around, outer));
}
