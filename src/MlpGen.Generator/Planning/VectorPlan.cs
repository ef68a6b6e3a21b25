using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>How one sample goes through the network where the outputs of a layer stand side by side in vectors, in straight methods.</summary>
/// <param name="Lanes">The outputs in one vector.</param>
/// <param name="MultiplyAdds">The multiply-adds of vectors, forward.</param>
/// <param name="IsNarrow">Whether no layer has so many outputs that wider vectors, those of the kernels, do better forward.</param>
internal sealed record VectorPlan(int Lanes, int MultiplyAdds, bool IsNarrow)
{
    /// <summary>A plan for the network, or null where other ways are better.</summary>
    public static VectorPlan? Of(NetworkSpec spec, EquatableArray<LayerPlan> layers, PassPlan forward)
    {
        // Literals in the place of weights suit numbers, not vectors.
        bool hasLiterals = spec.Frozen is not null && forward.Memory == PassMemory.Locals;
        if (spec.Unroll != Unroll.Auto || forward.MultiplyAdds <= Budget.ScalarMultiplyAdds || hasLiterals)
        {
            return null;
        }

        int lanes = Names.Lanes(spec.Precision);

        var plan = new VectorPlan(
            lanes,
            layers.Sum(layer => IsDot(layer) ? Vectors(layer.Inputs, lanes) : layer.Inputs * Vectors(layer.Outputs, lanes)),
            layers.All(layer => layer.Outputs <= Budget.VectorsInLayer * lanes));
        return plan.MultiplyAdds <= Budget.VectorMultiplyAdds ? plan : null;
    }

    /// <summary>Whether vectors run along the inputs, since there is one output only.</summary>
    public static bool IsDot(LayerPlan layer) => layer.Outputs == 1;

    /// <summary>The vectors that hold so many numbers.</summary>
    public int Vectors(int count) => Vectors(count, Lanes);

    /// <summary>The first output, or input, of each vector of so many of them.</summary>
    public IEnumerable<int> Firsts(int count) => Enumerable.Range(0, Vectors(count)).Select(vector => vector * Lanes);

    private static int Vectors(int count, int lanes) => (count + lanes - 1) / lanes;
}
