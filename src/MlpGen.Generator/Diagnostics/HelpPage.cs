using System.Reflection;
using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Diagnostics;

/// <summary>The page about a diagnostic, docs/diagnostics/MLP001.md and so on, as the description of its descriptor: an IDE shows it in the list of
/// errors, also where the link to the page leads nowhere. It is read when somebody looks.</summary>
/// <param name="id">The diagnostic.</param>
internal sealed class HelpPage(string id) : LocalizableString
{
    private readonly string _id = id;

    /// <summary>The folder of all pages, in the repository that the project names.</summary>
    public static readonly string Folder = RepositoryUrl() + "/blob/main/docs/diagnostics/";

    /// <inheritdoc/>
    protected override string GetText(IFormatProvider? formatProvider)
    {
        using Stream page = typeof(HelpPage).Assembly.GetManifestResourceStream(_id + ".md")!;
        using var reader = new StreamReader(page);
        return reader.ReadToEnd().Replace("\r", "").Trim();
    }

    /// <inheritdoc/>
    protected override int GetHash() => _id.GetHashCode();

    /// <inheritdoc/>
    protected override bool AreEqual(object? other) => other is HelpPage page && page._id == _id;

    /// <summary>The property RepositoryUrl of Directory.Build.props, which the SDK writes into the assembly.</summary>
    private static string RepositoryUrl() => typeof(HelpPage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(static attribute => attribute.Key == nameof(RepositoryUrl))
        .Value!;
}
