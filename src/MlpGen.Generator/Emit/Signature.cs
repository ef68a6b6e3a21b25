using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>A public method: what it is called, takes and returns, and the sentences that document it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Returns">The C# name of what it returns.</param>
/// <param name="Summary">What it does: a piece of XML documentation, one or more lines.</param>
/// <param name="Parameters">What it takes; a frozen network takes no parameters.</param>
internal sealed record Signature(string Name, string Returns, string Summary, Parameter[] Parameters)
{
    /// <summary>The name of the member, where this is the private one behind it.</summary>
    public string MemberName => IsPublic ? Name : Name.Substring(Names.Normalized.Length);

    /// <summary>Whether users call it.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>The private method behind this one, which takes and gives numbers as the layers do.</summary>
    public Signature OfNormalized() => this with { Name = Names.Normalized + Name, Summary = "The same of normalised numbers.", IsPublic = false };

    /// <summary>The instance twin: without the parameters, which the instance owns, and without the gradients with respect to inputs.</summary>
    public Parameter[] TwinParameters => [.. Parameters.Skip(1).Where(static parameter => !parameter.IsOptional)];

    /// <summary>The name of what it takes as targets.</summary>
    public bool TakesLabels => Parameters.Any(static parameter => parameter.Kind == ParameterKind.Labels);

    /// <summary>The signatures of a member: two where class labels may stand for targets.</summary>
    public static IEnumerable<Signature> Of(Member member, EmitContext context)
    {
        var own = new Parameters(context.Plan);
        LossSpec? loss = context.Plan.Spec.Loss;
        switch (member)
        {
            case Member.Forward:
                yield return New("Forward", "void", $"{Formulas.Network(context.Plan)} of one sample{InIntegers(context.Plan)}.", own.Values, own.Input, own.Output);
                break;
            case Member.ForwardTrace:
                yield return New(
                    "ForwardTrace", "void", "The forward pass of one sample with all that it computes on the way: every z and every a.",
                    own.Values, own.Input, own.TraceWritten);
                break;
            case Member.Backward:
                yield return New(
                    "Backward", "void", "The gradient of one sample from ∂L/∂y: a forward pass, then the chain rule.",
                    own.Values, own.Input, own.OutputGradient, own.Gradient, own.InputGradient);
                break;
            case Member.BackwardTrace:
                yield return New(
                    "BackwardTrace", "void", "The gradient of one sample from ∂L/∂y and what <c>ForwardTrace</c> has kept.",
                    own.Values, own.Input, own.Trace, own.OutputGradient, own.Gradient, own.InputGradient);
                break;
            case Member.ForwardBatch:
                yield return New("ForwardBatch", "void", "The outputs of N samples; N = 0 does nothing.", own.Values, own.Inputs, own.Outputs);
                break;
            case Member.BackwardBatch:
                yield return New(
                    "BackwardBatch", "void", "The gradient summed over N samples from ∂L/∂y of each; N = 0 does nothing.",
                    own.Values, own.Inputs, own.OutputGradients, own.Gradient, own.InputGradients);
                break;
            case Member.Jacobian or Member.JacobianBatch or Member.JacobianVectorProduct or Member.JacobianVectorProductBatch
                or Member.DirectionalDerivatives or Member.DirectionalDerivativesBatch or Member.ParameterJacobian or Member.ParameterJacobianBatch
                or Member.HessianVectorProduct or Member.DirectionalGradient or Member.DirectionalGradientBatch:
                foreach (Signature signature in DerivativeSignatures.Of(member, context, own))
                {
                    yield return signature;
                }

                break;
            default:
                foreach (Parameter targets in LossTraits.Of(loss!.Function).TakesLabels ? new[] { own.Targets, own.Labels } : [own.Targets])
                {
                    yield return OfLoss(member, context, own, targets);
                }

                break;
        }

        Signature New(string name, string returns, string summary, params Parameter[] parameters) =>
            new(name, returns, summary, context.IsFrozen ? [.. parameters.Skip(1)] : parameters);
    }

    private static string InIntegers(NetworkPlan plan) => plan.Integers is null ? ""
        : $"; in integers, within <c>{Names.ErrorBound}</c> of that";

    private static Signature OfLoss(Member member, EmitContext context, Parameters own, Parameter targets)
    {
        LossSpec loss = context.Plan.Spec.Loss!;
        LossTraits traits = LossTraits.Of(loss.Function);
        string formula = Formulas.Of(loss, context.Plan.Last)
            + (targets.Kind == ParameterKind.Labels ? ", t being 1 at the label and 0 elsewhere" : "");
        string gradient = $"{formula};\n{traits.GradientFormula($"dz{context.Plan.Last.Number}")}.";
        return member switch
        {
            Member.Loss => new("Loss", context.T, $"The mean loss over N ≥ 1 samples: {formula}.", [own.Values, own.Inputs, targets]),
            Member.LossAndGradient => new(
                "LossAndGradient", context.T, $"The mean loss over N ≥ 1 samples, and its gradient:\n{gradient}",
                [own.Values, own.Inputs, targets, own.Gradient, own.InputGradients]),
            Member.TrainingLossAndGradient => new(
                "TrainingLossAndGradient", context.T,
                context.Plan.Memory.Dropped > 0
                    ? $"The mean loss over N ≥ 1 samples, and its gradient, with dropout:\n{gradient}"
                    : "No layer drops: this is <c>LossAndGradient</c>.",
                [own.Values, own.Inputs, targets, own.Key, own.Gradient, own.InputGradients]),
            _ => throw new ArgumentOutOfRangeException(nameof(member), member, "Not a public member with a loss."),
        };
    }
}

/// <summary>The parameters of the generated methods, each with the sentence that documents it everywhere.</summary>
internal sealed class Parameters(NetworkPlan plan)
{
    private readonly string _count = Literal.Count(plan.ParameterCount);
    private readonly string _input = Literal.Count(plan.InputSize);
    private readonly string _output = Literal.Count(plan.OutputSize);
    private readonly string _trace = Literal.Count(plan.TraceSize);

    public Parameter Values => new("parameters", ParameterKind.Read, $"{Named(static layer => layer.Spec.HasBias ? $"W{layer.Number}, b{layer.Number}" : $"W{layer.Number}")}: all {_count} of them, in the order of <c>Layers</c>.");

    public Parameter Drawn => new("parameters", ParameterKind.Written, $"Overwritten; {_count} long.");

    public static Parameter Seed => new("seed", ParameterKind.Seed, "The same seed gives the same bits on every platform.");

    public Parameter Input => new("input", ParameterKind.Read, $"x; {_input} long.");

    public Parameter Output => new("output", ParameterKind.Written, $"y, overwritten; {_output} long.");

    public Parameter Trace => new("trace", ParameterKind.Read, $"{TraceNames} of these parameters and this input; {_trace} long.");

    public Parameter TraceWritten => new("trace", ParameterKind.Written, $"{TraceNames}, overwritten; {_trace} long. It ends with the output.");

    public Parameter OutputGradient => new("outputGradient", ParameterKind.Read, $"dy = ∂L/∂y; {_output} long.");

    public Parameter Gradient => new("gradient", ParameterKind.Written, $"∂L/∂parameters is added to it; {_count} long.");

    public Parameter InputGradient => new("inputGradient", ParameterKind.Written, $"dx = ∂L/∂x, overwritten; {_input} long, or empty if it is not wanted.");

    public Parameter Inputs => new("inputs", ParameterKind.Read, $"N samples of {_input}, one after the other.");

    public Parameter Outputs => new("outputs", ParameterKind.Written, $"N outputs of {_output}, overwritten.");

    public Parameter OutputGradients => new("outputGradients", ParameterKind.Read, $"dy = ∂L/∂y of each sample: N rows of {_output}.");

    public Parameter InputGradients => new("inputGradients", ParameterKind.Written, $"dx = ∂L/∂x of each sample, overwritten: N rows of {_input}, or empty if they are not wanted.");

    public Parameter Targets => new("targets", ParameterKind.Read, $"t: N rows of {_output}.");

    public Parameter Labels => new("labels", ParameterKind.Labels, $"The class of each sample, 0 to {plan.OutputSize - 1}: N of them.");

    public Parameter Key => new(
        "key",
        ParameterKind.Key,
        plan.Memory.Dropped > 0 ? "Names the dropout masks: the same key drops the same." : "Names the dropout masks; not read, since no layer drops.");

    private string TraceNames => Named(static layer => $"z{layer.Number}, a{layer.Number}");

    /// <summary>What lies one after the other for each layer: that of the first two, and whether there is more.</summary>
    private string Named(Func<LayerPlan, string> names)
    {
        const int Most = 2;
        return string.Join(", ", plan.Layers.Take(Most).Select(names)) + (plan.Layers.Count > Most ? ", …" : "");
    }
}
