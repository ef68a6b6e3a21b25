using Microsoft.CodeAnalysis;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>Reads the <c>[Frozen]</c>; the file that it names is read later, by <see cref="Freezer"/>, since it changes at other times.</summary>
internal static class FrozenParser
{
    /// <summary>The parameter that names the file.</summary>
    public const string FileArgument = "weightsFile";

    /// <summary>The file's name and what the attribute says of integers; null if it is half typed or wrong, which has then been reported.</summary>
    public static FrozenSpec? Parse(DeclaredAttribute attribute, DeclaredAttribute? loss, Switches? switches, ProblemList problems)
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

        var options = new Options(attribute, "[Frozen]", problems);
        Quantization? quantization = options.Enum(QuantizationArgument, Quantization.None);
        DeclaredRange? inputs = quantization is { } kind ? InputRange(attribute, options, kind) : null;
        if (quantization is { } integers && integers != Quantization.None)
        {
            CheckCombinations(attribute, integers, switches, problems);
        }

        if (attribute.ValueOf(FileArgument) is string file && WeightsFileName.IsOne(file))
        {
            return new FrozenSpec(file, default) { Quantization = quantization ?? Quantization.None, Inputs = inputs };
        }

        problems.Add(Descriptors.FrozenWeights, PlaceOf(attribute), Messages.NoWeightsFileName(attribute.ValueOf(FileArgument)));
        return null;
    }

    /// <summary>Where the file is named.</summary>
    public static Location PlaceOf(DeclaredAttribute attribute) => attribute.LocationOf(FileArgument);

    /// <summary>Where it is said that the network computes in integers.</summary>
    public static Location QuantizationOf(DeclaredAttribute attribute) => attribute.LocationOf(QuantizationArgument);

    private const string QuantizationArgument = "Quantization", MinimumArgument = "InputMinimum", MaximumArgument = "InputMaximum";

    /// <summary>Both ends, or null: the file says them then, or a problem has been reported.</summary>
    private static DeclaredRange? InputRange(DeclaredAttribute attribute, Options options, Quantization quantization)
    {
        if (quantization == Quantization.None)
        {
            options.Rejects(MinimumArgument, Messages.NoIntegers);
            options.Rejects(MaximumArgument, Messages.NoIntegers);
            return null;
        }

        double? low = attribute.ValueOf(MinimumArgument) as double?, high = attribute.ValueOf(MaximumArgument) as double?;
        if (low is null && high is null)
        {
            return null;
        }

        if (low is not { } minimum || high is not { } maximum)
        {
            options.Report(low is null ? MaximumArgument : MinimumArgument, Messages.OneEndOfInputs(low is null));
            return null;
        }

        if (!(IsFinite(minimum) && IsFinite(maximum) && (float)minimum < (float)maximum))
        {
            options.Report(MinimumArgument, Messages.NoInputRange(minimum, maximum));
            return null;
        }

        return new DeclaredRange((float)minimum, (float)maximum);
    }

    private static bool IsFinite(double number) => Math.Abs(number) <= float.MaxValue;

    /// <summary>MLP014: what integers have no meaning for.</summary>
    private static void CheckCombinations(DeclaredAttribute attribute, Quantization quantization, Switches? switches, ProblemList problems)
    {
        if (switches is { Precision: Precision.Double })
        {
            problems.Add(Descriptors.Incompatible, QuantizationOf(attribute), Messages.IntegersOfDouble(quantization));
        }

        if (switches is { } given && given.Unroll != Unroll.Auto)
        {
            problems.Add(Descriptors.Incompatible, QuantizationOf(attribute), Messages.UnrolledIntegers(quantization, given.Unroll));
        }
    }
}
