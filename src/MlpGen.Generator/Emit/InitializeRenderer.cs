using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes <c>Initialize</c>: the weights of each layer drawn by its initializer, its biases zero.</summary>
internal sealed class InitializeRenderer(EmitContext context, MemberWriter members)
{
    /// <summary>Its signature.</summary>
    public static Signature Signature(EmitContext context) => new(
        "Initialize", "void", context.Layers.Any(static layer => layer.Spec.HasBias) ? "Draws fresh weights by each layer's initializer; biases become zero." : "Draws fresh weights by each layer's initializer.",
        [new Parameters(context.Plan).Drawn, Parameters.Seed]);

    public void Write()
    {
        SourceWriter writer = context.Writer;
        members.Open(Signature(context));
        writer.Line($"{context.Names.Type("Check")}.Initialize(parameters, ParameterCount);");
        writer.Line("parameters.Clear();");
        LayerPlan[] drawn = [.. context.Layers.Where(static layer => layer.Spec.Initializer != Initializer.Zeros)];
        if (drawn.Length > 0)
        {
            writer.Line($"var random = new {context.Names.Type("RandomSource")}(seed);");
        }

        foreach (LayerPlan layer in drawn)
        {
            writer.Line($"{Draw(layer)} // W{layer.Number}");
        }

        writer.Close();
    }

    private static string Draw(LayerPlan layer)
    {
        string weights = $"parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount})";
        return layer.Spec.Initializer switch
        {
            Initializer.ScaledNormal => $"random.FillNormal({weights}, deviation: {Literal.Of(layer.Spec.InitialScale, Precision.Double)});",
            Initializer.XavierUniform or Initializer.XavierNormal =>
                $"random.Fill{layer.Spec.Initializer}({weights}, fanIn: {layer.Inputs}, fanOut: {layer.Outputs});",
            _ => $"random.Fill{layer.Spec.Initializer}({weights}, fanIn: {layer.Inputs});",
        };
    }
}
