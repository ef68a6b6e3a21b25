using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlpGen.Generator.Tests;

/// <summary>The consumer's project in a test: what its .csproj would say, and the culture of the machine that compiles it.</summary>
/// <example><code>GeneratorHarness.Run(source, new HarnessOptions { Checked = true, Language = LanguageVersion.CSharp12 })</code></example>
public sealed record HarnessOptions
{
    /// <summary><c>LangVersion</c>.</summary>
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    /// <summary><c>Nullable</c>.</summary>
    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary><c>CheckForOverflowUnderflow</c>.</summary>
    public bool Checked { get; init; }

    /// <summary><c>AllowUnsafeBlocks</c>.</summary>
    public bool AllowUnsafe { get; init; }

    /// <summary><c>Optimize</c>: off in Debug builds.</summary>
    public bool Optimize { get; init; }

    /// <summary>Whether documentation comments are read, and checked.</summary>
    public DocumentationMode Documentation { get; init; } = DocumentationMode.Diagnose;

    /// <summary>Whether MlpGen.Runtime.dll is referenced.</summary>
    public bool ReferenceRuntime { get; init; } = true;

    /// <summary>Further assemblies, such as one that another run of the harness has compiled.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    /// <summary>The <c>AdditionalFiles</c>: their paths and contents.</summary>
    public IReadOnlyList<(string Path, string Text)> AdditionalFiles { get; init; } = [];

    /// <summary>The culture in which the generator runs; null for the one of the test machine.</summary>
    public CultureInfo? Culture { get; init; }
}
