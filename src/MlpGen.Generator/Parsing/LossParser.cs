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
        double? delta = function switch
        {
            LossFunction.Huber => options.Number("Delta", 1, precision, mayBeZero: false),
            null => null,
            { } other => options.Rejects("Delta", $"{other} has none; remove it, or use Huber") ? null : 1,
        };

        return function is { } f && delta is { } d ? new LossSpec(f, d) : null;
    }

    /// <summary>MLP007: the cross entropies are fused with the last layer, and read its z as logits.</summary>
    private static void CheckOutput(LossSpec loss, DeclaredAttribute attribute, int layer, Activation activation, ProblemList problems)
    {
        Activation? partner = loss.Function switch
        {
            LossFunction.CrossEntropy => Activation.Softmax,
            LossFunction.BinaryCrossEntropy => Activation.Sigmoid,
            _ => null,
        };

        if (partner is { } fitting && activation != fitting && activation != Activation.Identity)
        {
            problems.Add(
                Descriptors.LossMismatch, attribute.LocationOf("function"), Messages.LossMismatch(loss.Function, fitting, layer, activation));
        }
    }
}
