using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>Where a <c>[Frozen]</c> names its file: apart from the spec, so that a moved attribute generates nothing anew.</summary>
/// <param name="Network">The hint name of the network, which is no other's.</param>
/// <param name="File">The name.</param>
/// <param name="Tree">The source file of the attribute.</param>
/// <param name="Span">The argument.</param>
internal sealed record FrozenPlace(string Network, string File, SyntaxTree? Tree, TextSpan Span)
{
    public static FrozenPlace Of(string network, FrozenSpec spec, DeclaredAttribute attribute)
    {
        Location place = FrozenParser.PlaceOf(attribute);
        return new FrozenPlace(network, spec.File, place.SourceTree, place.SourceSpan);
    }

    /// <summary>MLP013 here.</summary>
    public Problem Problem(string message) => new(Descriptors.FrozenWeights, Tree, Span, message);
}

/// <summary>A network with the file that holds its weights.</summary>
/// <param name="Spec">The network.</param>
/// <param name="File">The file, equal to another by reference: the compiler makes a new one when it changes. Null if it is not one.</param>
internal sealed record FrozenSource(NetworkSpec Spec, AdditionalText? File);

/// <summary>Finds the weights file of an attribute among the <c>AdditionalFiles</c> of the project.</summary>
internal static class WeightsFiles
{
    /// <summary>Whether a file may be one.</summary>
    public static bool IsCandidate(AdditionalText file) => WeightsFileName.IsCandidate(file.Path);

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

        string message = found.Length == 0 && WeightsFileName.IsConverted(place.File) ? Messages.NoSuchConvertedFile(place.File)
            : found.Length == 0 ? Messages.NoSuchWeightsFile(place.File, [.. files.Select(file => Path.GetFileName(file.Path))])
            : Messages.SeveralWeightsFiles(place.File, found.Length);
        return new([place.Problem(message)]);
    }

    /// <summary>MLP013 at the attribute, for what is wrong with a file whose text nobody wrote.</summary>
    public static EquatableArray<Problem> Check(FrozenPlace place, ImmutableArray<Misfit> misfits) =>
        misfits.Where(misfit => misfit.Network == place.Network).Select(misfit => place.Problem(misfit.Message)).ToEquatableArray();

    private static AdditionalText[] Find(string name, ImmutableArray<AdditionalText> files) => [.. files.Where(file => WeightsFileName.Means(name, file.Path))];
}
