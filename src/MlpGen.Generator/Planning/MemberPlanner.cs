using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Lists the members that compute, and where each goes. For every member there is a way on any hardware.</summary>
internal static class MemberPlanner
{
    /// <summary>The members of a network.</summary>
    public static IEnumerable<MemberPlan> Plan(NetworkSpec spec, EquatableArray<LayerPlan> layers, Choices choices, MemoryPlan memory)
    {
        int scalarBytes = Names.ScalarBytes(spec.Precision);
        bool isNumbers = choices.SampleLayout == Layout.Numbers;
        Destination single = isNumbers ? Destination.Numbers : Destination.Layers;
        Destination back = choices.ComputesAnew ? Destination.LayersAnew : single;
        int forwardBytes = isNumbers ? 0 : (int)MemoryPlanner.ForwardBytes(layers, scalarBytes);
        int traceBytes = (int)(choices.ComputesAnew
            ? MemoryPlanner.AnewBytes(layers, scalarBytes)
            : MemoryPlanner.GradientBytes(layers, scalarBytes));

        yield return Single(Member.Forward, choices.ForwardInVectors, choices.EndsInOnePass ? Destination.OnePass : single, forwardBytes);
        yield return Single(Member.ForwardTrace, false, single, 0);
        yield return Batch(
            Member.ForwardBatch, choices.ForwardBatch, forwardBytes,
            MemoryPlanner.ForwardColumnBytes(layers, scalarBytes), memory.ForwardTile * MemoryPlanner.ForwardBytes(layers, scalarBytes));
        if (!spec.Backward)
        {
            yield break;
        }

        long columnBytes = MemoryPlanner.GradientColumnBytes(layers, scalarBytes, spec.IsReproducible);
        long tileBytes = memory.GradientTile * MemoryPlanner.GradientBytes(layers, scalarBytes);
        yield return Single(Member.Backward, choices.BackwardInVectors, back, traceBytes);
        yield return Single(Member.BackwardTrace, false, single, isNumbers ? 0 : 2 * memory.WidestLayer * scalarBytes);
        yield return Batch(Member.BackwardBatch, choices.GradientBatch, traceBytes, columnBytes, tileBytes);
        if (spec.Loss is null)
        {
            yield break;
        }

        // A loss that does not go in vectors itself may still lie between two passes that do, by way of memory.
        bool lossInVectors = choices.LossInVectors || (choices.BackwardInVectors && !isNumbers && !choices.SampleIsOneMethod);
        Destination gradientBatch = choices.ComputesAnew ? Destination.LayersAnew : choices.GradientBatch;
        Destination lossBatch = choices.ForwardBatch is Destination.Lanes or Destination.LanesInOrder ? choices.ForwardBatch : gradientBatch;
        yield return Single(Member.LossOne, choices.LossInVectors, back, traceBytes);
        yield return Single(Member.LossAndGradientOne, lossInVectors, back, traceBytes);
        yield return Batch(Member.Loss, lossBatch, traceBytes, columnBytes, tileBytes);
        yield return Batch(Member.LossAndGradient, gradientBatch, traceBytes, columnBytes, tileBytes);
        yield return memory.Dropped > 0
            ? Batch(Member.TrainingLossAndGradient, Destination.Tiles, traceBytes, columnBytes, tileBytes)
            : Batch(Member.TrainingLossAndGradient, Destination.LossAndGradient, 0, 0, 0);
    }

    private static MemberPlan Single(Member member, bool inVectors, Destination otherwise, int stackBytes)
    {
        Route any = new(Hardware.Any, otherwise);
        Route[] routes = inVectors ? [new(Hardware.Vectors256, Destination.Outputs), any] : [any];
        return new MemberPlan(member, new EquatableArray<Route>(routes), stackBytes);
    }

    private static MemberPlan Batch(Member member, Destination destination, int singleBytes, long columnBytes, long tileBytes) => new(
        member,
        new EquatableArray<Route>([new(Hardware.Any, destination)]),
        (int)(destination switch
        {
            Destination.Columns or Destination.ColumnsInOrder => columnBytes,
            Destination.Tiles => tileBytes,
            _ => singleBytes,
        }));
}
