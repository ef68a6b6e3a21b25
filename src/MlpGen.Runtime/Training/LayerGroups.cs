using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>From <see cref="LayerOptions"/> to ranges of parameters.</summary>
internal static class LayerGroups
{
    /// <summary>Throws unless options name layers that there are, and the optimizer can take them.</summary>
    public static void Check(IReadOnlyList<LayerOptions> options, int layers, bool isOurs)
    {
        foreach (LayerOptions layer in options)
        {
            if (layer.Layer > layers)
            {
                throw new ArgumentException($"Expected Layers to name layers from 1 to {layers}, but found {layer.Layer}.");
            }
        }

        if (options.Count > 0 && !isOurs)
        {
            throw new ArgumentException("Expected one of the optimizers of MlpGen, since an optimizer of your own knows no layers, but Layers is not empty.");
        }
    }

    /// <summary>The layers that are trained.</summary>
    public static List<LayerInfo> NotFrozen(IReadOnlyList<LayerOptions> options, ReadOnlySpan<LayerInfo> layers)
    {
        List<LayerInfo> trained = [];
        for (int l = 0; l < layers.Length; l++)
        {
            if (!Of(options, l).IsFrozen)
            {
                trained.Add(layers[l]);
            }
        }

        return trained;
    }

    /// <summary>The parameters that are not.</summary>
    public static Range[] Frozen(IReadOnlyList<LayerOptions> options, ReadOnlySpan<LayerInfo> layers)
    {
        List<Range> frozen = [];
        for (int l = 0; l < layers.Length; l++)
        {
            if (Of(options, l).IsFrozen)
            {
                frozen.Add(layers[l].WeightOffset..EndOf(layers[l]));
            }
        }

        return [.. frozen];
    }

    /// <summary>Weights and biases of each layer, with their rates; empty if all layers are trained alike.</summary>
    /// <param name="options">The trainer's.</param>
    /// <param name="layers">The network's.</param>
    /// <param name="weightDecay">λ of the optimizer.</param>
    public static ParameterGroup[] Of(TrainerOptions options, ReadOnlySpan<LayerInfo> layers, double weightDecay)
    {
        List<ParameterGroup> groups = [];
        for (int l = 0; l < layers.Length && options.Layers.Count > 0; l++)
        {
            LayerInfo layer = layers[l];
            LayerOptions own = Of(options.Layers, l);
            double factor = own.IsFrozen ? 0 : own.LearningRateFactor, decay = own.WeightDecay ?? weightDecay;
            int bias = layer.WeightOffset + layer.WeightCount;
            groups.Add(new ParameterGroup(layer.WeightOffset, bias, factor, decay));
            if (layer.HasBias)
            {
                groups.Add(new ParameterGroup(bias, EndOf(layer), factor, options.DecayBiases ? decay : 0));
            }
        }

        return [.. groups];
    }

    private static LayerOptions Of(IReadOnlyList<LayerOptions> options, int layer) =>
        options.FirstOrDefault(own => own.Layer == layer + 1) ?? new LayerOptions(layer + 1);

    private static int EndOf(LayerInfo layer) => layer.WeightOffset + layer.WeightCount + (layer.HasBias ? layer.Outputs : 0);
}
