namespace MlpGen.Playground.Networks;

/// <summary>Where a parameter of the flat buffer stands in the formulas.</summary>
/// <param name="Layer">Counted from 1.</param>
/// <param name="IsBias">Whether it is of b, not of W.</param>
/// <param name="Row">The input that it joins; 0 for a bias.</param>
/// <param name="Column">The output.</param>
public readonly record struct ParameterPlace(int Layer, bool IsBias, int Row, int Column)
{
    /// <summary>W1, b1, W2, ….</summary>
    public string Symbol => $"{(IsBias ? 'b' : 'W')}{Layer}";

    /// <summary>As generated code names it: W1_0_2, b1_2.</summary>
    public string Name => IsBias ? $"{Symbol}_{Column}" : $"{Symbol}_{Row}_{Column}";

    /// <summary>The place of a parameter.</summary>
    /// <param name="layers">The network.</param>
    /// <param name="index">Its place in the flat buffer.</param>
    public static ParameterPlace Of(IReadOnlyList<LayerInfo> layers, int index)
    {
        for (int l = 0; l < layers.Count; l++)
        {
            LayerInfo layer = layers[l];
            int inside = index - layer.WeightOffset;
            if (inside < layer.WeightCount)
            {
                return new ParameterPlace(l + 1, false, inside / layer.Outputs, inside % layer.Outputs);
            }

            if (layer.HasBias && index < layer.BiasOffset + layer.Outputs)
            {
                return new ParameterPlace(l + 1, true, 0, index - layer.BiasOffset);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, "Expected the place of a parameter of the network.");
    }

    /// <summary>The place in the flat buffer.</summary>
    /// <param name="layers">The network.</param>
    public int IndexIn(IReadOnlyList<LayerInfo> layers) =>
        IsBias ? layers[Layer - 1].BiasOffset + Column : layers[Layer - 1].WeightOffset + (Row * layers[Layer - 1].Outputs) + Column;
}
