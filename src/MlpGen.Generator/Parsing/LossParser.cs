using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Reads the <c>[Loss]</c>, and checks that it fits the switches and the last layer.</summary>
internal static class LossParser
{
    /// <summary>Reads a loss; null if it is half typed or wrong, which has then been reported.</summary>
    /// <param name="attribute">The <c>[Loss]</c>.</param>
    /// <param name="switches">The switches; null if they are wrong themselves.</param>
    /// <param name="last">The last layer; null if that is undefined.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static LossSpec? Parse(DeclaredAttribute attribute, Switches? switches, DeclaredLayer? last, ProblemList problems)
    {
        if (!attribute.IsComplete)
        {
            problems.LeaveToCompiler();
            return null;
        }

        if (switches is { Backward: false })
        {
            problems.Add(Descriptors.InvalidOption, attribute.Location, Messages.LossWithoutBackward);
        }

        LossSpec? loss = Read(attribute, switches?.Precision ?? Precision.Double, problems);
        if (loss is not null && last?.Activation is { } activation)
        {
            CheckOutput(loss, attribute, last.Number, activation, problems);
        }

        return loss;
    }

    private static LossSpec? Read(DeclaredAttribute attribute, Precision precision, ProblemList problems)
    {
        var options = new Options(attribute, "[Loss]", problems);
        LossFunction? function = options.Enum("function", LossFunction.MeanSquaredError);
        return function is { } f && options.Shape("Delta", LossTraits.Of(f).Delta, precision, fallback: 1, Messages.HasNoDelta(f)) is { } delta
            ? new LossSpec(f, delta)
            : null;
    }

    /// <summary>MLP007: the cross entropies are fused with the last layer, and read its z as logits.</summary>
    private static void CheckOutput(LossSpec loss, DeclaredAttribute attribute, int layer, Activation activation, ProblemList problems)
    {
        LossTraits traits = LossTraits.Of(loss.Function);
        if (traits.WhyUnfit(activation) is { } why)
        {
            string message = Messages.LossMismatch(loss.Function, traits.FusedWith!.Value, layer, activation, why);
            problems.Add(Descriptors.LossMismatch, attribute.LocationOf("function"), message);
        }
    }
}
