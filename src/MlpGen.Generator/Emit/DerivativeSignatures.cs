using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>The signatures of the members that are derivatives beside the gradient, and the sentences that document them.</summary>
internal static class DerivativeSignatures
{
    /// <summary>The signatures of a member: two where class labels may stand for targets.</summary>
    public static IEnumerable<Signature> Of(Member member, EmitContext context, Parameters own)
    {
        NetworkPlan plan = context.Plan;
        string input = Literal.Count(plan.InputSize), output = Literal.Count(plan.OutputSize), parameters = Literal.Count(plan.ParameterCount);
        string byInput = $"∂y_k/∂x_i at <c>[k * {plan.InputSize} + i]</c>", byParameters = $"∂y_k/∂θ_p at <c>[k * {plan.ParameterCount} + p]</c>";
        Parameter Written(string name, string doc) => new(name, ParameterKind.Written, doc);
        Parameter Read(string name, string doc) => new(name, ParameterKind.Read, doc);
        string rows = $"N rows of {output}, overwritten.", row = $"{output} long, overwritten.";
        switch (member)
        {
            case Member.Jacobian:
                yield return New("Jacobian", "The Jacobian ∂y/∂x of one sample: the chain rule from each output.", own.Input, Written("jacobian", $"{byInput}, overwritten; {output} × {input}."));
                break;
            case Member.JacobianBatch:
                yield return New("JacobianBatch", "The Jacobians ∂y/∂x of N samples; N = 0 does nothing.", own.Inputs, Written("jacobians", $"{byInput} of each sample, one after the other, overwritten."));
                break;
            case Member.JacobianVectorProduct:
                yield return New(
                    "JacobianVectorProduct", "y, and ẏ = ∂y/∂x·ẋ in the same pass forward: how far the output moves when the input moves by ẋ.",
                    own.Input, Read("tangent", $"ẋ; {input} long."), own.Output, Written("outputTangent", $"ẏ; {row}"));
                break;
            case Member.JacobianVectorProductBatch:
                yield return New(
                    "JacobianVectorProductBatch", "y and ẏ = ∂y/∂x·ẋ of N samples, each with a ẋ of its own; N = 0 does nothing.",
                    own.Inputs, Read("tangents", $"ẋ of each sample: N rows of {input}."), own.Outputs, Written("outputTangents", $"ẏ of each sample: {rows}"));
                break;
            case Member.DirectionalDerivatives:
                yield return New(
                    "DirectionalDerivatives", "y(x + ε·v) at ε = 0, and its first and second derivative by ε: y, ∂y/∂x·v and vᵀ·∂²y/∂x²·v of each output.",
                    own.Input, Read("direction", $"v; {input} long."), own.Output, Written("first", row), Written("second", row));
                break;
            case Member.DirectionalDerivativesBatch:
                yield return New(
                    "DirectionalDerivativesBatch", "y, ∂y/∂x·v and vᵀ·∂²y/∂x²·v of N samples, each with a direction of its own; N = 0 does nothing.",
                    own.Inputs, Read("directions", $"v of each sample: N rows of {input}."), own.Outputs, Written("firsts", rows), Written("seconds", rows));
                break;
            case Member.ParameterJacobian:
                yield return New(
                    "ParameterJacobian", "The Jacobian ∂y/∂θ of one sample, θ being all parameters: the chain rule from each output.",
                    own.Input, Written("jacobian", $"{byParameters}, overwritten; {output} × {parameters}."));
                break;
            case Member.ParameterJacobianBatch:
                yield return New(
                    "ParameterJacobianBatch", "The Jacobians ∂y/∂θ of N samples, θ being all parameters; N = 0 does nothing.",
                    own.Inputs, Written("jacobians", $"{byParameters} of each sample, one after the other, overwritten."));
                break;
            case Member.DirectionalGradient:
                yield return New(
                    "DirectionalGradient",
                    "The gradient by the parameters of any L of y, ẏ and ÿ, which <c>DirectionalDerivatives</c> gives, from its derivatives by these.",
                    own.Input, Read("direction", $"v; {input} long."), own.OutputGradient, Read("firstGradient", $"∂L/∂ẏ; {output} long."),
                    Read("secondGradient", $"∂L/∂ÿ; {output} long."), own.Gradient);
                break;
            case Member.DirectionalGradientBatch:
                yield return New(
                    "DirectionalGradientBatch", "The same summed over N samples, each with a direction of its own; N = 0 does nothing.",
                    own.Inputs, Read("directions", $"v of each sample: N rows of {input}."), own.OutputGradients,
                    Read("firstGradients", $"∂L/∂ẏ of each sample: N rows of {output}."), Read("secondGradients", $"∂L/∂ÿ of each sample: N rows of {output}."),
                    own.Gradient);
                break;
            default:
                LossTraits loss = LossTraits.Of(plan.Spec.Loss!.Function);
                foreach (Parameter targets in loss.TakesLabels ? new[] { own.Targets, own.Labels } : [own.Targets])
                {
                    yield return New(
                        "HessianVectorProduct", "∇²L·v of the mean loss over N ≥ 1 samples: how its gradient moves when the parameters move by v.",
                        own.Inputs, targets, Read("direction", $"v: V1, v1, …; {parameters} long."), Written("product", $"∇²L·v is added to it; {parameters} long."));
                }

                break;
        }

        Signature New(string name, string summary, params Parameter[] rest) => new(name, "void", summary, [own.Values, .. rest]);
    }
}
