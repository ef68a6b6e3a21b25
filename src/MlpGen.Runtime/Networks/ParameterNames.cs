using System.Globalization;

namespace MlpGen;

/// <summary>What a place in the flat buffer is called: <c>W2[0,1]</c>, <c>b1[2]</c>.</summary>
internal static class ParameterNames
{
    /// <summary>The name of the parameter at <paramref name="index"/>.</summary>
    public static string Of(int index, ReadOnlySpan<LayerInfo> layers)
    {
        for (int l = 0; l < layers.Length; l++)
        {
            LayerInfo layer = layers[l];
            int weight = index - layer.WeightOffset;
            if (weight < layer.WeightCount)
            {
                return string.Create(CultureInfo.InvariantCulture, $"W{l + 1}[{weight / layer.Outputs},{weight % layer.Outputs}]");
            }

            int bias = index - layer.BiasOffset;
            if (layer.HasBias && bias < layer.Outputs)
            {
                return string.Create(CultureInfo.InvariantCulture, $"b{l + 1}[{bias}]");
            }
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }
}
