using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the constants and the table of layers.</summary>
internal sealed class MetadataRenderer(EmitContext context, MemberWriter members)
{
    private readonly SourceWriter _writer = context.Writer;

    public void Write()
    {
        NetworkPlan plan = context.Plan;
        Constant("InputSize", plan.InputSize, "The number of inputs of one sample.");
        Constant("OutputSize", plan.OutputSize, "The number of outputs of one sample.");
        Constant("ParameterCount", plan.ParameterCount, "The number of parameters: the length of the flat buffer.");
        Constant("TraceSize", plan.TraceSize, "The length of a trace: z and a of each layer.");
        if (plan.Integers is { } integers)
        {
            ErrorBound(integers.Network);
        }

        if (context.IsFrozen)
        {
            return; // a table would be made when the class is first used
        }

        string info = context.Names.Type("LayerInfo");
        members.Documentation("The layers in order: sizes, activation, and where W and b lie in the flat buffer, z and a in a trace.");
        _writer.Line($"public static {members.Hides(Names.Layers)}{context.Names.Type("ReadOnlySpan")}<{info}> {Names.Layers} => {Names.LayersField};");
        _writer.Line();
        _writer.Open($"private static readonly {members.Hides(Names.LayersField)}{info}[] {Names.LayersField} =");
        foreach (LayerPlan layer in context.Layers)
        {
            _writer.Line(
                $"new() {{ Inputs = {layer.Inputs}, Outputs = {layer.Outputs}, Activation = {context.Names.Type("Activation")}.{layer.Spec.Activation}, "
                + $"{Alpha(layer)}HasBias = {(layer.Spec.HasBias ? "true" : "false")},");
            _writer.Line(
                $"        WeightOffset = {layer.WeightOffset}, "
                + $"BiasOffset = {(layer.Spec.HasBias ? layer.BiasOffset : -1)}, TraceOffset = {layer.TraceOffset}{Dropout(layer)} }},");
        }

        _writer.Close(";");
    }

    private void ErrorBound(IntegerNetwork network)
    {
        members.Documentation(
            "How far an output can be from that of the same network in floats, at most: proven for all inputs\n"
            + $"{(context.IsNormalized ? "that are, normalised, " : "")}between {Literal.Of(network.Lowest, Precision.Single)} and {Literal.Of(network.Highest, Precision.Single)}"
            + (context.Plan.Spec.Frozen!.Inputs is null ? ", each within its own range as the weights file has it." : "."));
        _writer.Line($"public {members.Hides(Names.ErrorBound)}const float {Names.ErrorBound} = {Literal.Of(network.ErrorBound, Precision.Single)};");
    }

    private static string Alpha(LayerPlan layer) =>
        layer.Traits.HasAlpha ? $"Alpha = {Literal.Of(layer.Spec.Alpha, Precision.Double)}, " : "";

    private static string Dropout(LayerPlan layer) => layer.Drops ? $", Dropout = {Literal.Of(layer.Spec.Dropout, Precision.Double)}" : "";

    private void Constant(string name, int value, string summary)
    {
        members.Documentation(summary);
        _writer.Line($"public {members.Hides(name)}const int {name} = {Literal.Int(value)};");
    }
}
