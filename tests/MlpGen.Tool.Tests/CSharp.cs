using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlpGen.Tool.Tests;

/// <summary>Compiles C# as a stranger's project would: all warnings on, arithmetic checked, nothing unsafe.</summary>
internal static class CSharp
{
    /// <summary>.NET Standard 2.1, what Unity and Godot compile against.</summary>
    public static string NetStandard { get; } = typeof(CSharp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NetStandard").Value!;

    /// <summary>The .NET that the tests run on.</summary>
    public static string Framework { get; } = typeof(object).Assembly.Location;

    private static readonly MetadataReference[] s_netStandard = [MetadataReference.CreateFromFile(NetStandard)];

    // Read once, since that takes longer than to compile a network.
    private static readonly MetadataReference[] s_framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The references that a library stands for.</summary>
    public static MetadataReference[] References(string library) => library == Framework ? s_framework : s_netStandard;

    /// <summary>The class of an emitted file.</summary>
    public static Type Compile(string text, LanguageVersion version, string library, string name = "Game.Policy", params string[] others)
    {
        var options = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        var compilation = CSharpCompilation.Create(
            $"emitted_{Guid.NewGuid():N}",
            others.Append(text).Select(source => CSharpSyntaxTree.ParseText(source, options)),
            References(library),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: false, optimizationLevel: OptimizationLevel.Release, warningLevel: 9999, checkOverflow: true));
        return Load(compilation).GetType(name)!;
    }

    /// <summary>A compilation that has nothing to complain about, loaded.</summary>
    public static Assembly Load(Compilation compilation, DiagnosticSeverity least = DiagnosticSeverity.Hidden)
    {
        using var image = new MemoryStream();
        Assert.DoesNotContain(compilation.Emit(image).Diagnostics, diagnostic => diagnostic.Severity >= least);
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }
}
