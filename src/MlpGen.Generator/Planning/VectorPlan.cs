using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>How <c>Forward</c> is written where the outputs of a layer stand side by side in vectors, all in one straight method.</summary>
/// <param name="Lanes">The outputs in one vector.</param>
/// <param name="MultiplyAdds">The multiply-adds of vectors.</param>
/// <param name="Length">The numbers of stack for what is read one by one: a of hidden layers; 0 for none.</param>
internal sealed record VectorPlan(int Lanes, int MultiplyAdds, int Length)
{
    /// <summary>A plan for the network, or null where other ways are better.</summary>
    public static VectorPlan? Of(NetworkSpec spec, EquatableArray<LayerPlan> layers, long multiplyAdds)
    {
        int lanes = spec.Precision == Precision.Double ? 4 : 8;

        // Literals in the place of weights suit numbers, not vectors.
        int fewest = spec.Frozen is null ? Budget.ScalarMultiplyAdds : Budget.UnrolledMultiplyAdds;
        if (spec.Unroll != Unroll.Auto || multiplyAdds <= fewest || layers.Any(layer => layer.Outputs > Budget.VectorsInLayer * lanes))
        {
            return null;
        }

        var plan = new VectorPlan(
            lanes,
            layers.Sum(layer => IsDot(layer) ? Vectors(layer.Inputs, lanes) : layer.Inputs * Vectors(layer.Outputs, lanes)),
            StackLength(layers, lanes));
        return plan.MultiplyAdds <= Budget.VectorMultiplyAdds ? plan : null;
    }

    /// <summary>Whether a of the layer is read one by one.</summary>
    public static bool IsKept(EquatableArray<LayerPlan> layers, LayerPlan layer) =>
        layer.Number < layers.Count && !IsDot(layer) && !IsDot(layers[layer.Number]);

    /// <summary>Whether vectors run along the inputs, since there is one output only.</summary>
    public static bool IsDot(LayerPlan layer) => layer.Outputs == 1;

    /// <summary>The vectors that hold so many numbers.</summary>
    public int Vectors(int count) => Vectors(count, Lanes);

    /// <summary>A smaller buffer than this would be one that the JIT copies all arguments to be safe from, which takes longer than the sums.</summary>
    private static int StackLength(EquatableArray<LayerPlan> layers, int lanes)
    {
        int length = layers.Sum(layer => IsKept(layers, layer) ? lanes * Vectors(layer.Outputs, lanes) : 0);
        return length == 0 ? 0 : Math.Max(2 * lanes, length);
    }

    private static int Vectors(int count, int lanes) => (count + lanes - 1) / lanes;
}
