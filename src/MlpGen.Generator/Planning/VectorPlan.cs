using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>How <c>Forward</c> is written where the outputs of a layer stand side by side in vectors, all in one straight method.</summary>
/// <param name="Lanes">The outputs in one vector.</param>
/// <param name="MultiplyAdds">The multiply-adds of vectors.</param>
/// <param name="Length">The numbers of stack for what is read element by element: a of each hidden layer.</param>
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
            Math.Max(2 * lanes, layers.Take(layers.Count - 1).Sum(layer => IsDot(layer) ? 0 : lanes * Vectors(layer.Outputs, lanes))));
        return plan.MultiplyAdds <= Budget.VectorMultiplyAdds ? plan : null;
    }

    /// <summary>Whether vectors run along the inputs, since there is one output only.</summary>
    public static bool IsDot(LayerPlan layer) => layer.Outputs == 1;

    /// <summary>The vectors that hold so many numbers.</summary>
    public int Vectors(int count) => Vectors(count, Lanes);

    private static int Vectors(int count, int lanes) => (count + lanes - 1) / lanes;
}
