using System.Globalization;

namespace MlpGen.Tool.Emit;

/// <summary>The parameters of a class that can be trained: where they lie, and what they start from.</summary>
/// <param name="dialect">C#.</param>
/// <param name="text">Where to.</param>
internal sealed class TrainableMembers(CSharpDialect dialect, SourceText text)
{
    /// <summary>Writes them.</summary>
    public void Write()
    {
        text.Line("// Where each begins among the parameters.");
        LayerInfo[] layers = dialect.Network.Layers.ToArray();
        for (int l = 1; l <= layers.Length; l++)
        {
            Offset($"W{l}", layers[l - 1].WeightOffset);
            if (layers[l - 1].HasBias)
            {
                Offset($"b{l}", layers[l - 1].BiasOffset);
            }
        }

        text.Line();
        text.Line("// What training starts from: the weights of the file.");
        text.Line($"private static readonly {dialect.Real}[] Start =");
        text.Line("{");
        for (int l = 1; l <= layers.Length; l++)
        {
            LayerInfo layer = layers[l - 1];
            text.Line($"    // W{l}, {layer.Inputs} x {layer.Outputs}: W{l}[i * {layer.Outputs} + j] joins input i to output j");
            text.Numbers(dialect.Network.Parameters.Slice(layer.WeightOffset, layer.WeightCount), layer.Outputs, dialect.Literal);
            if (layer.HasBias)
            {
                text.Line($"    // b{l}, {layer.Outputs}");
                text.Numbers(dialect.Network.Parameters.Slice(layer.BiasOffset, layer.Outputs), layer.Outputs, dialect.Literal);
            }
        }

        text.Line("};");
        text.Line();
        text.Line($"private readonly {dialect.Real}[] p = ({dialect.Real}[])Start.Clone();");
        text.Line();
        text.Line("/// <summary>W1, b1, W2, b2, ...: what a step of training changes.</summary>");
        text.Line($"public {dialect.Real}[] Parameters => p;");
        text.Line();
    }

    private void Offset(string name, int value) => text.Line($"private const int {name} = {value.ToString(CultureInfo.InvariantCulture)};");
}
