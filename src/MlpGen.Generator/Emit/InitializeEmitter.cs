using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes <c>Initialize</c>: the weights of each layer drawn by its initializer, its biases zero.</summary>
internal sealed class InitializeEmitter(EmitContext context, MemberWriter members, Parameters parameters)
{
    public void Emit()
    {
        SourceWriter writer = context.Writer;
        MemberWriter.Parameter[] initialize = [parameters.Drawn, Parameters.Seed];
        members.OpenStatic("void", "Initialize", "Draws fresh weights by each layer's initializer; biases become zero.", callsKernels: false, initialize);
        Checks.Length(writer, "parameters", "ParameterCount");
        writer.Line();
        if (context.Layers.Any(layer => layer.Spec.Initializer != Initializer.Zeros))
        {
            writer.Line("var random = new global::MlpGen.Numerics.RandomSource(seed);");
        }

        foreach (LayerPlan layer in context.Layers)
        {
            writer.Line($"{Draw(layer)} // W{layer.Number}");
            if (layer.Spec.HasBias)
            {
                writer.Line($"parameters.Slice({layer.BiasOffset}, {layer.Outputs}).Clear(); // b{layer.Number}");
            }
        }

        writer.Close();
        members.Twin("void", "Initialize", initialize);
    }

    private static string Draw(LayerPlan layer)
    {
        string weights = $"parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount})";
        return layer.Spec.Initializer switch
        {
            Initializer.Zeros => $"{weights}.Clear();",
            Initializer.ScaledNormal => $"random.FillNormal({weights}, deviation: {Literal.Of(layer.Spec.InitialScale, Precision.Double)});",
            Initializer.XavierUniform or Initializer.XavierNormal =>
                $"random.Fill{layer.Spec.Initializer}({weights}, fanIn: {layer.Inputs}, fanOut: {layer.Outputs});",
            _ => $"random.Fill{layer.Spec.Initializer}({weights}, fanIn: {layer.Inputs});",
        };
    }
}
