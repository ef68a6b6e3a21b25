using System.Globalization;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>The decisions of speed for one network, each with the reason that the header of its file states.</summary>
/// <param name="SampleLayout">How the text for one sample is written: number by number, or over memory.</param>
/// <param name="SampleLayoutReason">Why.</param>
/// <param name="Vectors">How one sample goes in vectors of outputs; null where it does not.</param>
/// <param name="ForwardInVectors">Whether it does forward.</param>
/// <param name="BackwardInVectors">Whether it does backward.</param>
/// <param name="LossInVectors">Whether the loss between the two does.</param>
/// <param name="EndsInOnePass">Whether the last two layers of one sample go forward in one pass.</param>
/// <param name="ComputesAnew">Whether the way back computes again what it reads, since a trace would be too deep for the stack.</param>
/// <param name="ForwardBatch">How a batch goes forward.</param>
/// <param name="ForwardReason">Why.</param>
/// <param name="GradientBatch">How a batch goes forward and back.</param>
/// <param name="GradientReason">Why.</param>
internal sealed record Choices(
    Layout SampleLayout,
    string SampleLayoutReason,
    VectorPlan? Vectors,
    bool ForwardInVectors,
    bool BackwardInVectors,
    bool LossInVectors,
    bool EndsInOnePass,
    bool ComputesAnew,
    Destination ForwardBatch,
    string ForwardReason,
    Destination GradientBatch,
    string GradientReason)
{
    /// <summary>Whether forward and backward pass of one sample in vectors are one method, z and a in registers.</summary>
    public bool SampleIsOneMethod => BackwardInVectors && Vectors!.StaysInRegisters;

    /// <summary>Decides.</summary>
    public static Choices Of(NetworkSpec spec, EquatableArray<LayerPlan> layers)
    {
        int scalarBytes = Names.ScalarBytes(spec.Precision);
        long multiplyAdds = layers.Sum(static layer => (long)layer.Spec.WeightCount);
        (Layout single, string reason) = OneSample(spec, layers, multiplyAdds);
        bool isNumbers = single == Layout.Numbers;
        bool computesAnew = !isNumbers && MemoryPlanner.GradientBytes(layers, scalarBytes) > Budget.StackBytes;
        VectorPlan? vectors = spec.IsReproducible ? null : VectorPlan.Of(spec, layers, hasLiterals: spec.Frozen is not null && isNumbers);
        bool backwardInVectors = spec.Backward && vectors is not null && (isNumbers ? vectors.StaysInRegisters : !computesAnew);
        (Destination forward, string forwardReason) = isNumbers
            ? Unrolled(spec, layers, multiplyAdds, "")
            : Layered(spec, layers, MemoryPlanner.ForwardColumnBytes(layers, scalarBytes), MemoryPlanner.ForwardTile(spec, layers));
        (Destination gradient, string gradientReason) = isNumbers ? Unrolled(spec, layers, 3 * multiplyAdds, ", dx among them,")
            : computesAnew ? (Destination.OneByOne, "each layer computes again what it reads")
            : Layered(spec, layers, MemoryPlanner.GradientColumnBytes(layers, scalarBytes, spec.IsReproducible), MemoryPlanner.GradientTile(spec, layers));
        return new Choices(
            single,
            reason,
            vectors,
            ForwardInVectors: vectors is { IsNarrow: true },
            backwardInVectors,
            LossInVectors: backwardInVectors && spec.Loss is { } loss && FitsVector(loss, layers[layers.Count - 1].Outputs, vectors!.Lanes),
            EndsInOnePass: !isNumbers && !spec.IsReproducible && vectors is not { IsNarrow: true } && SuitsOnePass(layers),
            computesAnew,
            forward,
            forwardReason,
            gradient,
            gradientReason);
    }

    /// <summary>A network is unrolled whole or not at all, since its values then never leave the registers.</summary>
    private static (Layout Layout, string Reason) OneSample(NetworkSpec spec, EquatableArray<LayerPlan> layers, long multiplyAdds)
    {
        int exponentials = layers.Sum(static layer => layer.Traits.IsExponential ? layer.Outputs : 0);
        bool isTooDeep = spec.Backward && MemoryPlanner.GradientBytes(layers, Names.ScalarBytes(spec.Precision)) > Budget.StackBytes;
        return spec.Unroll switch
        {
            Unroll.Full when isTooDeep => (Layout.Layers, "its trace is too deep for the stack, whatever Unroll.Full asks"),
            Unroll.Full => (Layout.Numbers, "Unroll.Full asks for it"),
            Unroll.None => (Layout.Layers, "Unroll.None asks for it"),
            _ when multiplyAdds > Budget.UnrolledMultiplyAdds =>
                (Layout.Layers, $"{Count(multiplyAdds)} multiply-adds forward are more than {Budget.UnrolledMultiplyAdds}"),
            _ when multiplyAdds > Budget.ScalarMultiplyAdds && exponentials > Budget.ScalarExponentials =>
                (Layout.Layers, $"{exponentials} exponentials are more than {Budget.ScalarExponentials}"),
            _ => (Layout.Numbers, $"{multiplyAdds} multiply-adds forward are no more than {Budget.UnrolledMultiplyAdds}"),
        };
    }

    /// <summary>Unrolled text takes a batch side by side while it is tiny, and its inputs, which must be turned for that, are worth it; sample by sample
    /// beyond.</summary>
    private static (Destination Destination, string Reason) Unrolled(
        NetworkSpec spec, EquatableArray<LayerPlan> layers, long multiplyAdds, string which)
    {
        int inputs = layers[0].Inputs, most = Math.Min(Budget.LaneInputs, Budget.LaneInputsOfOutput * layers[0].Outputs);
        return multiplyAdds > Budget.LaneMultiplyAdds
            ? (Destination.OneByOne, $"{Count(multiplyAdds)} multiply-adds{which} are more than {Budget.LaneMultiplyAdds}")
            : layers.Count == 1 && inputs > most && !spec.IsReproducible
            ? (Destination.OneByOne, $"the inputs of a single layer, {inputs}, are more than {most}")
            : (spec.IsReproducible ? Destination.LanesInOrder : Destination.Lanes, $"{multiplyAdds} multiply-adds{which} are no more than {Budget.LaneMultiplyAdds}");
    }

    /// <summary>All else goes in tiles: of columns, where rows of units would fill vectors badly.</summary>
    private static (Destination Destination, string Reason) Layered(
        NetworkSpec spec, EquatableArray<LayerPlan> layers, long columnBytes, int tile) =>
        ColumnReason(layers) is { } reason && columnBytes <= Budget.StackBytes
            ? (spec.IsReproducible ? Destination.ColumnsInOrder : Destination.Columns, reason)
        : (Destination.Tiles, tile == Budget.TileSamples ? "its layers fill vectors along their units" : "more samples would take too much memory");

    /// <summary>Why columns suit these layers; null if they do not.</summary>
    private static string? ColumnReason(EquatableArray<LayerPlan> layers)
    {
        if (layers.Count == 1 && layers[0].HasOneOutput)
        {
            return null; // a sum along the inputs, which lie as they are wanted
        }

        int widest = layers.Max(static layer => Math.Max(layer.Inputs, layer.Outputs));
        if (widest <= Budget.ColumnWidth)
        {
            return $"no layer is wider than {Budget.ColumnWidth}";
        }

        // Forward, vectors run along the outputs; backward, along the inputs.
        long lanes = layers.Sum(static layer => layer.Inputs * InVectors(layer.Outputs) + layer.Outputs * InVectors(layer.Inputs));
        double empty = 1 - 2.0 * layers.Sum(static layer => (long)layer.Spec.WeightCount) / lanes;
        return widest <= Budget.RaggedColumnWidth && empty >= Budget.EmptyLanes
            ? $"rows of its units would leave {(int)(100 * empty)} % of all lanes empty"
            : null;

        static long InVectors(int width) => (width + WidestVector - 1) / WidestVector * WidestVector;
    }

    /// <summary>The floats in the widest vector, and twice its doubles.</summary>
    private const int WidestVector = 16;

    /// <summary>Whether the units of the last hidden layer are so quickly computed, and so many, that the single output behind them is best
    /// summed on the way.</summary>
    private static bool SuitsOnePass(EquatableArray<LayerPlan> layers)
    {
        if (layers.Count < 2 || !layers[layers.Count - 1].HasOneOutput)
        {
            return false;
        }

        LayerPlan hidden = layers[layers.Count - 2];
        return hidden.Inputs <= Budget.OnePassInputs && hidden.Outputs >= Budget.OnePassUnits
            && hidden.Spec.Activation != Activation.Identity && !hidden.Traits.CouplesOutputs;
    }

    /// <summary>Whether a loss goes in vectors: one that takes all outputs together does where one vector holds them.</summary>
    private static bool FitsVector(LossSpec loss, int outputs, int lanes) =>
        !LossTraits.Of(loss.Function).CouplesOutputs || (outputs > 1 && outputs <= lanes);

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
