using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlpGen.Package.Tests;

/// <summary>The public surface of the packed runtime is the one that was approved: nothing is added, changed or removed unannounced.</summary>
/// <remarks><c>UPDATE_API=1 dotnet test tests/MlpGen.Package.Tests --filter PublicApi</c> approves what there is.</remarks>
[Collection(nameof(PackedPackage))]
public class PublicApiTests(PackedPackage package)
{
    private static readonly string s_approved = Path.Combine(Repository.Root, "tests", "MlpGen.Package.Tests", "PublicApi.txt");

    private static readonly SymbolDisplayFormat s_format = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.Default,
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeModifiers,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.None,
        SymbolDisplayKindOptions.IncludeTypeKeyword,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void The_public_surface_is_the_approved_one(string framework)
    {
        string surface = string.Concat(Surface(package.PathOf($"lib/{framework}/MlpGen.Runtime.dll")).Select(line => line + "\n"));
        Approve(surface, s_approved);
    }

    /// <summary>Holds a surface against the approved one.</summary>
    internal static void Approve(string surface, string file)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_API") == "1")
        {
            File.WriteAllText(file, surface);
        }

        string[] approved = File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n');
        string[] actual = surface.Split('\n');
        Assert.True(
            approved.SequenceEqual(actual),
            $"The public surface differs from {Path.GetFileName(file)}; if that is meant, UPDATE_API=1 approves it.\n"
            + string.Concat(approved.Except(actual).Select(line => $"- {line}\n"))
            + string.Concat(actual.Except(approved).Select(line => $"+ {line}\n")));
    }

    /// <summary>Each public type, and below it its members, in ordinal order.</summary>
    internal static IEnumerable<string> Surface(string assembly)
    {
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        MetadataReference runtime = MetadataReference.CreateFromFile(assembly);
        var compilation = CSharpCompilation.Create("Reader", [], framework.Append(runtime));
        var symbols = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(runtime)!;
        foreach (INamedTypeSymbol type in Types(symbols.GlobalNamespace).OrderBy(type => type.ToDisplayString(s_format), StringComparer.Ordinal))
        {
            string bases = string.Join(", ", type.Interfaces.Select(face => face.ToDisplayString()).Order(StringComparer.Ordinal));
            string modifiers = (type.IsStatic ? "static " : type.IsSealed && type.TypeKind == TypeKind.Class ? "sealed " : type.IsAbstract && type.TypeKind == TypeKind.Class ? "abstract " : "")
                + (type.IsReadOnly && type.TypeKind == TypeKind.Struct ? "readonly " : "");
            yield return modifiers + type.ToDisplayString(s_format) + (bases.Length > 0 ? $" : {bases}" : "");
            foreach (string member in type.GetMembers().Where(IsOffered).Select(Describe).Order(StringComparer.Ordinal))
            {
                yield return "    " + member;
            }
        }
    }

    private static string Describe(ISymbol member) => member.ToDisplayString(s_format);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol home) => home.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(inner => Types(inner).Concat(inner is INamedTypeSymbol type && IsVisible(type) ? [type] : []));

    /// <summary>Accessors are described by their properties; what the compiler adds to a record is not our choice.</summary>
    private static bool IsOffered(ISymbol member) =>
        IsVisible(member) && member is not (INamedTypeSymbol or IMethodSymbol { AssociatedSymbol: not null }) && !IsOfRecord(member);

    private static bool IsOfRecord(ISymbol member) =>
        member.Name is "Deconstruct" or "PrintMembers" or "<Clone>$" or "EqualityContract" or "op_Equality" or "op_Inequality" or "GetHashCode" or "ToString" or "Equals";

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));
}
