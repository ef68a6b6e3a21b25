using static MlpGen.Generator.Emit.MemberWriter;

namespace MlpGen.Generator.Emit;

/// <summary>The parameters of the generated methods, each with the sentence that documents it everywhere.</summary>
internal sealed class Parameters(EmitContext context)
{
    private readonly string _count = Literal.Count(context.Plan.ParameterCount);
    private readonly string _input = Literal.Count(context.Plan.InputSize);
    private readonly string _output = Literal.Count(context.Plan.OutputSize);
    private readonly string _trace = Literal.Count(context.Plan.TraceSize);

    public Parameter Values => new("parameters", ParameterKind.Read, $"W1, b1, …: all {_count} of them, in the order of <c>Layers</c>.");

    public Parameter Drawn => new("parameters", ParameterKind.Written, $"Overwritten; {_count} long.");

    public static Parameter Seed => new("seed", ParameterKind.Seed, "The same seed gives the same bits on every platform.");

    public Parameter Input => new("input", ParameterKind.Read, $"x; {_input} long.");

    public Parameter Output => new("output", ParameterKind.Written, $"y, overwritten; {_output} long.");

    public Parameter Trace => new("trace", ParameterKind.Read, $"What <c>ForwardTrace</c> wrote for these parameters and this input; {_trace} long.");

    public Parameter TraceWritten => new("trace", ParameterKind.Written, $"z1, a1, z2, a2, …, overwritten; {_trace} long. It ends with the output.");

    public Parameter OutputGradient => new("outputGradient", ParameterKind.Read, $"dy = ∂L/∂y; {_output} long.");

    public Parameter Gradient => new("gradient", ParameterKind.Written, $"∂L/∂parameters is added to it; {_count} long.");

    public Parameter InputGradient => new("inputGradient", ParameterKind.Written, $"dx = ∂L/∂x, overwritten; {_input} long, or empty if it is not wanted.");

    public Parameter Inputs => new("inputs", ParameterKind.Read, $"N samples of {_input}, one after the other.");

    public Parameter Outputs => new("outputs", ParameterKind.Written, $"N outputs of {_output}, overwritten.");

    public Parameter OutputGradients => new("outputGradients", ParameterKind.Read, $"dy = ∂L/∂y of each sample: N rows of {_output}.");

    public Parameter InputGradients => new("inputGradients", ParameterKind.Written, $"dx = ∂L/∂x of each sample, overwritten: N rows of {_input}, or empty if they are not wanted.");

    public Parameter Targets => new("targets", ParameterKind.Read, $"t: N rows of {_output}.");

    public Parameter Labels => new("labels", ParameterKind.Labels, $"The class of each sample, 0 to {context.Plan.OutputSize - 1}: N of them.");

    public Parameter Key => new(
        "key",
        ParameterKind.DropoutKey,
        context.Plan.TrainingBatch is null ? "Names the dropout masks; not read, since no layer drops." : "Names the dropout masks: the same key drops the same.");
}
