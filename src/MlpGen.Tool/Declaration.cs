using System.Globalization;
using System.Text;
using MlpGen.Onnx;

namespace MlpGen.Tool;

/// <summary>The class that has the layers of a file.</summary>
internal static class Declaration
{
    /// <summary>The source text.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">The class.</param>
    /// <param name="space">Its namespace; null for none.</param>
    /// <param name="weights">The file for <c>[Frozen]</c>; null for a class that can be trained.</param>
    public static string Of(DenseNetwork network, string name, string? space, string? weights)
    {
        var text = new StringBuilder();
        if (space is not null || weights is not null)
        {
            text.Append("using MlpGen;\nusing static MlpGen.Activation;\n\n");
        }

        if (space is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"namespace {space};\n\n");
        }

        foreach (LayerInfo layer in network.Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"[Layer({layer.Inputs}, {layer.Outputs}");
            text.Append(layer.Activation == Activation.Identity ? "" : $", {layer.Activation}");
            bool saysAlpha = LayerInfo.DefaultAlpha(layer.Activation) is { } unlessSaid && layer.Alpha != unlessSaid;
            text.Append(saysAlpha ? string.Create(CultureInfo.InvariantCulture, $", Alpha = {layer.Alpha:R}") : "");
            text.Append(layer.HasBias ? "" : ", Bias = false").Append(")]\n");
        }

        text.Append(network.Precision == Precision.Double ? "[Network(Precision = Precision.Double)]\n" : "");
        text.Append(weights is null ? "" : $"[Frozen(\"{weights.Replace("\\", "/", StringComparison.Ordinal)}\")]\n");
        return text.Append(CultureInfo.InvariantCulture, $"public {(weights is null ? "" : "static ")}partial class {name};").ToString();
    }
}
