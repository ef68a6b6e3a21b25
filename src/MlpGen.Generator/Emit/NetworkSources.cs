using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>The files of a network, in the order in which they are to be read.</summary>
internal static class NetworkSources
{
    /// <summary>Writes them.</summary>
    public static IEnumerable<NetworkSource> Of(NetworkPlan plan, CancellationToken cancellation)
    {
        TypeSpec type = plan.Spec.Type;
        yield return new(type.HintName, TextbookFile.Emit(plan, cancellation));
        yield return new(type.MembersHintName, MembersFile.Emit(plan, cancellation));
        if (VectorsFile.IsNeeded(plan))
        {
            yield return new(type.VectorsHintName, VectorsFile.Emit(plan, cancellation));
        }

        if (DerivativesFile.IsNeeded(plan))
        {
            yield return new(type.DerivativesHintName, DerivativesFile.Emit(plan, cancellation));
        }

        if (plan.Integers is { } integers)
        {
            yield return new(type.WeightsHintName, IntegerWeightsFile.Emit(plan, integers, cancellation));
        }

        if (WeightsFile.IsNeeded(plan))
        {
            yield return new(type.WeightsHintName, WeightsFile.Emit(plan, cancellation));
        }
    }
}

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name, unique in the compilation.</param>
/// <param name="Text">Its text.</param>
internal sealed record NetworkSource(string HintName, string Text);
