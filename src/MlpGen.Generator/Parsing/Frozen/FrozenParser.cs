using Microsoft.CodeAnalysis;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>Reads the <c>[Frozen]</c>; the file that it names is read later, by <see cref="Freezer"/>, since it changes at other times.</summary>
internal static class FrozenParser
{
    /// <summary>The file's name; null if it is half typed or no such name, which has then been reported.</summary>
    public static FrozenSpec? Parse(DeclaredAttribute attribute, DeclaredAttribute? loss, ProblemList problems)
    {
        if (!attribute.IsComplete)
        {
            problems.LeaveToCompiler();
            return null;
        }

        if (loss is not null)
        {
            problems.Add(Descriptors.InvalidOption, loss.Location, Messages.LossOnFrozen);
        }

        if (attribute.ValueOf(FileArgument) is string file && WeightsFiles.IsName(file))
        {
            return new FrozenSpec(file, default);
        }

        problems.Add(Descriptors.FrozenWeights, PlaceOf(attribute), Messages.NoWeightsFileName(attribute.ValueOf(FileArgument)));
        return null;
    }

    /// <summary>Where the file is named.</summary>
    public static Location PlaceOf(DeclaredAttribute attribute) => attribute.LocationOf(FileArgument);

    private const string FileArgument = "weightsFile";
}
