using System.Globalization;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Says in sentences which ways were chosen, and why: for the header of the file.</summary>
internal static class Remarks
{
    /// <summary>The sentences for a network.</summary>
    public static IEnumerable<string> Of(NetworkSpec spec, EquatableArray<LayerPlan> layers, Choices choices, MemoryPlan memory)
    {
        int scalarBytes = Names.ScalarBytes(spec.Precision);
        yield return choices.SampleLayout == Layout.Numbers
            ? $"One sample: number by number, since {choices.SampleLayoutReason}."
            : $"One sample: layer by layer, since {choices.SampleLayoutReason}.";
        if (spec.IsReproducible)
        {
            yield return $"Reproducible, arithmetic {Names.Arithmetic}: the same bits on any hardware and in any batch. Each sum has one order, a product and a sum";
            yield return "  are rounded one after the other, and functions are the library's own. NaN is NaN, but its bits are not promised.";
        }

        if (choices.Vectors is { } vectors && (choices.ForwardInVectors || choices.BackwardInVectors))
        {
            string passes = !spec.Backward ? "forward"
                : choices.ForwardInVectors && choices.BackwardInVectors ? "forward and back"
                : choices.ForwardInVectors ? "forward"
                : "back";
            yield return $"  With vectors of 256 bits {passes} {vectors.Lanes} outputs at a time, since {vectors.MultiplyAdds} vector multiply-adds forward "
                + $"are no more than {Budget.VectorMultiplyAdds}.";
        }

        if (choices.EndsInOnePass)
        {
            LayerPlan hidden = layers[layers.Count - 2];
            yield return $"  On any hardware layers {hidden.Number} and {hidden.Number + 1} forward in one pass, since {hidden.Outputs} units have no more than "
                + $"{Budget.OnePassInputs} inputs, and one output behind them.";
        }

        if (choices.ComputesAnew)
        {
            yield return "  Back, each layer computes again what it reads: a trace of all would be too deep for the stack.";
        }

        string forward = Batch(choices.ForwardBatch, choices.ForwardReason, memory.ForwardTile, spec.Precision);
        string gradient = Batch(choices.GradientBatch, choices.GradientReason, memory.GradientTile, spec.Precision);
        if (!spec.Backward || forward == gradient)
        {
            yield return $"Batches: {forward}.";
        }
        else
        {
            yield return $"Batches: forward {forward};";
            yield return $"  with gradients {gradient}.";
        }

        if (memory.Dropped > 0 && spec.Loss is not null)
        {
            string dropping = string.Join(
                ", ", layers.Where(static layer => layer.Drops).Select(static layer => $"layer {layer.Number} (p = {Plain(layer.Spec.Dropout)})"));
            yield return $"Training drops outputs of {dropping}, layer by layer in tiles of {memory.GradientTile} samples, since masks are drawn sample by sample.";
        }

        yield return $"Stack: {Count(MemoryPlanner.ForwardBytes(layers, scalarBytes), choices.SampleLayout)} bytes a sample forward"
            + (spec.Backward ? $", {Count(Gradient(layers, choices, scalarBytes), Layout.Layers)} with gradients" : "")
            + (spec.Backward && choices.GradientBatch is Destination.Lanes or Destination.LanesInOrder ? $", {Count(MemoryPlanner.LaneBytes(layers), Layout.Layers)} with those of a batch" : "")
            + $"; no call takes more than 128 KiB.";
    }

    private static long Gradient(EquatableArray<LayerPlan> layers, Choices choices, int scalarBytes) =>
        choices.SampleLayout == Layout.Numbers ? MemoryPlanner.NumbersBytes(layers, scalarBytes)
        : choices.ComputesAnew ? MemoryPlanner.AnewBytes(layers, scalarBytes) : MemoryPlanner.GradientBytes(layers, scalarBytes);

    private static string Batch(Destination destination, string reason, int tile, Precision precision) => (destination switch
    {
        Destination.LanesInOrder => $"in groups of {Names.Lanes(precision, Names.WideVectorBits)} samples side by side",
        Destination.Lanes => $"{Names.Lanes(precision, Names.WideVectorBits)} or {Names.Lanes(precision)} samples side by side, a few one by one",
        Destination.Columns or Destination.ColumnsInOrder => $"in tiles of {Budget.TileSamples} samples, turned into columns",
        Destination.Tiles => $"in tiles of {tile} sample{(tile == 1 ? "" : "s")}",
        _ => "sample by sample",
    }) + $", since {reason}";

    private static string Count(long bytes, Layout layout) =>
        (layout == Layout.Numbers ? 0 : bytes).ToString("N0", CultureInfo.InvariantCulture);

    private static string Plain(double probability) => probability.ToString("R", CultureInfo.InvariantCulture);
}
