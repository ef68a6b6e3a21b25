using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>How one sample goes through the network where the outputs of a layer stand side by side in vectors, in straight methods.</summary>
/// <param name="Lanes">The outputs in one vector.</param>
/// <param name="MultiplyAdds">The multiply-adds of vectors, forward.</param>
/// <param name="IsNarrow">Whether no layer has so many outputs that wider vectors, those of the kernels, do better forward.</param>
/// <param name="StaysInRegisters">Whether forward and backward pass are so short that they are compiled as one: z and a go from one to the other in
/// registers, and not by way of a trace in memory.</param>
internal sealed record VectorPlan(int Lanes, int MultiplyAdds, bool IsNarrow, bool StaysInRegisters)
{
    /// <summary>A plan for the network, or null where other ways are better.</summary>
    /// <param name="spec">What the user declared.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="hasLiterals">Whether weights are literals in the text: that suits numbers, not vectors.</param>
    public static VectorPlan? Of(NetworkSpec spec, EquatableArray<LayerPlan> layers, bool hasLiterals)
    {
        if (spec.Unroll != Unroll.Auto || hasLiterals)
        {
            return null;
        }

        int lanes = Names.Lanes(spec.Precision);

        var plan = new VectorPlan(
            lanes,
            layers.Sum(layer => layer.HasOneOutput ? Vectors(layer.Inputs, lanes) : layer.Inputs * Vectors(layer.Outputs, lanes)),
            layers.All(layer => layer.Outputs <= Budget.VectorsInLayer * lanes),
            2 * layers.Sum(layer => Vectors(layer.Outputs, lanes)) <= Budget.VectorsInRegisters
                && layers.Sum(layer => Calls(layer, lanes)) <= Budget.InlinedCalls
                && !layers.Any(layer => IsLongSoftmax(layer, lanes)));
        return plan.MultiplyAdds <= Budget.VectorMultiplyAdds ? plan : null;
    }

    /// <summary>How dz·Wᵀ of a layer is summed.</summary>
    public SumKernel KernelBack(LayerPlan layer) =>
        layer.HasOneOutput ? SumKernel.Column
        : layer.Inputs == 1 ? SumKernel.OneRow
        : SumsColumns(layer, Lanes) ? SumKernel.Columns
        : SumKernel.Rows;

    /// <summary>How the rows of dW of a layer lie in vectors.</summary>
    public RowKernel KernelOfRows(LayerPlan layer) =>
        layer.HasOneOutput ? RowKernel.Column
        : layer.Inputs == 1 || layer.Outputs >= Lanes ? RowKernel.Rows
        : RowKernel.ShortRows;

    /// <summary>Whether a softmax has its outputs in several vectors: it is left to a kernel, which works on memory.</summary>
    private static bool IsLongSoftmax(LayerPlan layer, int lanes) => layer.Traits.CouplesOutputs && layer.Outputs > lanes;

    /// <summary>The vectors that hold so many numbers.</summary>
    public int Vectors(int count) => Vectors(count, Lanes);

    /// <summary>The first output, or input, of each vector of so many of them.</summary>
    public IEnumerable<int> Firsts(int count) => Enumerable.Range(0, Vectors(count)).Select(vector => vector * Lanes);

    private static bool SumsColumns(LayerPlan layer, int lanes) => layer.Inputs > 1 && layer.Outputs > 1 && layer.Outputs <= lanes / 2;

    /// <summary>About how many calls of vector functions take one sample forward and back through a layer.</summary>
    private static int Calls(LayerPlan layer, int lanes)
    {
        (int inputs, int outputs) = (layer.Inputs, layer.Outputs);
        if (layer.HasOneOutput)
        {
            return 5 * Vectors(inputs, lanes); // two each for z and da, one for dW
        }

        int rows = inputs * Vectors(outputs, lanes);
        int ragged = outputs % lanes == 0 ? 0 : 2 * inputs;
        int column = 2 + 3 * Vectors(Math.Min(inputs, lanes) * outputs, lanes); // picked out of that many vectors
        return 2 * rows
            + (SumsColumns(layer, lanes) ? outputs * column * Vectors(inputs, lanes) : 2 * rows + ragged)
            + (outputs < lanes ? 2 * Vectors(inputs * outputs, lanes) : rows + ragged / 2);
    }

    private static int Vectors(int count, int lanes) => (count + lanes - 1) / lanes;
}
