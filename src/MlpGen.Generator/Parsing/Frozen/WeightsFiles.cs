using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>Where a <c>[Frozen]</c> names its file: apart from the spec, so that a moved attribute generates nothing anew.</summary>
/// <param name="File">The name.</param>
/// <param name="Tree">The source file of the attribute.</param>
/// <param name="Span">The argument.</param>
internal sealed record FrozenPlace(string File, SyntaxTree? Tree, TextSpan Span)
{
    public static FrozenPlace Of(FrozenSpec spec, DeclaredAttribute attribute)
    {
        Location place = FrozenParser.PlaceOf(attribute);
        return new FrozenPlace(spec.File, place.SourceTree, place.SourceSpan);
    }
}

/// <summary>A network with the file that holds its weights.</summary>
/// <param name="Spec">The network.</param>
/// <param name="File">The file, equal to another by reference: the compiler makes a new one when it changes. Null if it is not one.</param>
internal sealed record FrozenSource(NetworkSpec Spec, AdditionalText? File);

/// <summary>Finds the weights file of an attribute among the <c>AdditionalFiles</c> of the project.</summary>
internal static class WeightsFiles
{
    /// <summary>The ends of names of files that the package's build step turns into weights, under the same name with another end behind.</summary>
    private static readonly string[] s_converted = [".onnx", ".safetensors"];

    /// <summary>Whether an attribute may name such a file.</summary>
    public static bool IsName(string name) => name.EndsWith(FrozenSpec.Extension, StringComparison.Ordinal) || IsConverted(name);

    /// <summary>Whether a file may be one.</summary>
    public static bool IsCandidate(AdditionalText file) => file.Path.EndsWith(FrozenSpec.Extension, StringComparison.Ordinal);

    /// <summary>Gives a network its file.</summary>
    public static FrozenSource Match(NetworkSpec spec, ImmutableArray<AdditionalText> files)
    {
        AdditionalText[] found = Find(spec.Frozen!.File, files);
        return new FrozenSource(spec, found.Length == 1 ? found[0] : null);
    }

    /// <summary>MLP013 at the attribute, unless one file has its name.</summary>
    public static EquatableArray<Problem> Check(FrozenPlace place, ImmutableArray<AdditionalText> files)
    {
        AdditionalText[] found = Find(place.File, files);
        if (found.Length == 1)
        {
            return default;
        }

        string message = found.Length == 0 && IsConverted(place.File) ? NotConverted(place.File)
            : found.Length == 0 ? Messages.NoSuchWeightsFile(place.File, [.. files.Select(file => Path.GetFileName(file.Path))])
            : Messages.SeveralWeightsFiles(place.File, found.Length);
        return new([new Problem(Descriptors.FrozenWeights, place.Tree, place.Span, message)]);
    }

    private static bool IsConverted(string name) => Array.Exists(s_converted, end => name.EndsWith(end, StringComparison.Ordinal));

    private static string NotConverted(string name) =>
        $"'{name}' is no MlpGenWeights item of the project; write <MlpGenWeights Include=\"{name}\" /> in the project file, so that the build turns it into weights";

    /// <summary>The files whose path ends with the name, by whole folders.</summary>
    private static AdditionalText[] Find(string name, ImmutableArray<AdditionalText> files)
    {
        string wanted = Plain(IsConverted(name) ? name + FrozenSpec.Extension : name);
        return [.. files.Where(file => Plain(file.Path).EndsWith(wanted, StringComparison.Ordinal))];
    }

    /// <summary>A path without the steps that lead nowhere, <c>./</c> and <c>folder/../</c>, and without those that lead out of it, with
    /// accented letters as one character each: file systems have them as one or as two, and nobody sees which.</summary>
    private static string Plain(string path)
    {
        var folders = new List<string>();
        foreach (string part in Composed(path).Split('/', '\\'))
        {
            if (part == ".." && folders.Count > 0)
            {
                folders.RemoveAt(folders.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                folders.Add(part);
            }
        }

        return "/" + string.Join("/", folders);
    }

    private static string Composed(string path)
    {
        try
        {
            return path.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return path; // half a character is no letter
        }
    }
}
