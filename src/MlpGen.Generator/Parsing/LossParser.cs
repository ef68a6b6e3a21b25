using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Reads the <c>[Loss]</c>, and checks that it fits the switches and the last layer.</summary>
internal static class LossParser
{
    /// <summary>Reads a loss; null if it is half typed or wrong, which has then been reported.</summary>
    public static LossSpec? Parse(DeclaredAttribute attribute, Precision precision, ProblemList problems)
    {
        if (!attribute.IsComplete)
        {
            problems.LeaveToCompiler();
            return null;
        }

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

    /// <summary>MLP010: a loss is there to be differentiated.</summary>
    public static void CheckSwitches(DeclaredAttribute attribute, Switches switches, ProblemList problems)
    {
        if (!switches.Backward)
        {
            problems.Add(Descriptors.InvalidOption, attribute.Location, Messages.LossWithoutBackward);
        }
    }

    /// <summary>MLP007: the cross entropies are fused with the last layer, and read its z as logits.</summary>
    public static void CheckOutput(LossSpec loss, DeclaredAttribute attribute, DeclaredLayer last, ProblemList problems)
    {
        if (last.Activation is not { } activation)
        {
            return;
        }

        Activation? partner = loss.Function switch
        {
            LossFunction.CrossEntropy => Activation.Softmax,
            LossFunction.BinaryCrossEntropy => Activation.Sigmoid,
            _ => null,
        };

        if (partner is { } fitting && activation != fitting && activation != Activation.Identity)
        {
            problems.Add(
                Descriptors.LossMismatch,
                attribute.LocationOf("function"),
                Messages.LossMismatch(loss.Function, fitting, last.Number, activation));
        }
    }
}
