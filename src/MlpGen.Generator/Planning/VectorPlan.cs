using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>How one sample goes through the network where the outputs of a layer stand side by side in vectors, in straight methods.</summary>
/// <param name="Lanes">The outputs in one vector.</param>
/// <param name="MultiplyAdds">The multiply-adds of vectors, forward.</param>
/// <param name="IsNarrow">Whether no layer has so many outputs that wider vectors, those of the kernels, do better forward.</param>
/// <param name="Length">The numbers of stack for what <c>Forward</c> reads one by one: a of hidden layers; 0 for none.</param>
internal sealed record VectorPlan(int Lanes, int MultiplyAdds, bool IsNarrow, int Length)
{
    /// <summary>A plan for the network, or null where other ways are better.</summary>
    public static VectorPlan? Of(NetworkSpec spec, EquatableArray<LayerPlan> layers, long multiplyAdds)
    {
        int lanes = Names.Lanes(spec.Precision);

        // Literals in the place of weights suit numbers, not vectors.
        int fewest = spec.Frozen is null ? Budget.ScalarMultiplyAdds : Budget.UnrolledMultiplyAdds;
        if (spec.Unroll != Unroll.Auto || multiplyAdds <= fewest)
        {
            return null;
        }

        var plan = new VectorPlan(
            lanes,
            layers.Sum(layer => IsDot(layer) ? Vectors(layer.Inputs, lanes) : layer.Inputs * Vectors(layer.Outputs, lanes)),
            layers.All(layer => layer.Outputs <= Budget.VectorsInLayer * lanes),
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

    /// <summary>The first output, or input, of each vector of so many of them.</summary>
    public IEnumerable<int> Firsts(int count) => Enumerable.Range(0, Vectors(count)).Select(vector => vector * Lanes);

    /// <summary>The fewest numbers of a buffer on the stack: from a smaller one the JIT guards all arguments by copies, which takes longer
    /// than the sums.</summary>
    public int LeastStack => 2 * Lanes;

    private static int StackLength(EquatableArray<LayerPlan> layers, int lanes)
    {
        int length = layers.Sum(layer => IsKept(layers, layer) ? lanes * Vectors(layer.Outputs, lanes) : 0);
        return length == 0 ? 0 : Math.Max(2 * lanes, length);
    }

    private static int Vectors(int count, int lanes) => (count + lanes - 1) / lanes;
}
