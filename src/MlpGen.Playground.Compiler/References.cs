using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace MlpGen.Playground.Compiler;

/// <summary>What declarations are compiled against: the resources of this assembly, since a browser has no files.</summary>
internal static class References
{
    private const string Folder = "references/";

    /// <summary>Reads them anew; a session reads them once.</summary>
    public static ImmutableArray<MetadataReference> Read()
    {
        Assembly assembly = typeof(References).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name => MetadataReference.CreateFromStream(assembly.GetManifestResourceStream(name)!)),
        ];
    }
}
