using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>What passes over memory take of the stack, and how many samples fit.</summary>
internal static class MemoryPlanner
{
    /// <summary>The memory of a network.</summary>
    public static MemoryPlan Plan(NetworkSpec spec, EquatableArray<LayerPlan> layers, FewestSamples fewest)
    {
        int scalarBytes = Names.ScalarBytes(spec.Precision);
        return new MemoryPlan(
            WidestHidden(layers),
            WidestLayer(layers),
            WidestPair(layers),
            Needed(layers),
            Dropped: layers.Sum(static layer => layer.Drops ? layer.Outputs : 0),
            GradientTile(spec, layers),
            ForwardTile(spec, layers),
            fewest,
            spec.Derivatives == Derivatives.None ? 0 : DerivativePlanner.Tile(spec),
            AlignsParameters: Parameters(layers) * scalarBytes >= Budget.AlignedBytes)
        {
            RawTile = Math.Max(1, Math.Min(Budget.TileSamples, Budget.RawBytes / (layers[0].Inputs * scalarBytes))),
        };
    }

    /// <summary>The trace of one sample, and two buffers that take turns: dz of one layer, and of the layer before.</summary>
    public static long GradientBytes(EquatableArray<LayerPlan> layers, int scalarBytes) =>
        (TraceSize(layers) + layers.Sum(static layer => layer.Drops ? (long)layer.Outputs : 0) + 2L * WidestLayer(layers)) * scalarBytes;

    /// <summary>The trace of one sample number by number, and what the loss gives; all else is in locals.</summary>
    public static long NumbersBytes(EquatableArray<LayerPlan> layers, int scalarBytes) =>
        (TraceSize(layers) + (long)layers[layers.Count - 1].Outputs) * scalarBytes;

    /// <summary>What one sample takes where the way back computes anew: two layers, and two buffers that take turns.</summary>
    public static long AnewBytes(EquatableArray<LayerPlan> layers, int scalarBytes) =>
        (WidestPair(layers) + 2L * WidestLayer(layers)) * scalarBytes;

    /// <summary>What a batch side by side leaves of its gradient, a vector for each parameter, to be summed over the lanes.</summary>
    public static long LaneBytes(EquatableArray<LayerPlan> layers) => Parameters(layers) * Names.WideVectorBits / 8;

    /// <summary>Two buffers that take turns between the layers; the last layer writes to the caller's memory.</summary>
    public static long ForwardBytes(EquatableArray<LayerPlan> layers, int scalarBytes) => 2L * WidestHidden(layers) * scalarBytes;

    /// <summary>A tile of columns forward: two buffers that take turns, x in one of them, and the output.</summary>
    public static long ForwardColumnBytes(EquatableArray<LayerPlan> layers, int scalarBytes) =>
        Budget.TileSamples * (2L * Widest(layers) + layers[layers.Count - 1].Outputs) * scalarBytes;

    /// <summary>A tile of columns forward and back: x, what the way back needs, two buffers that take turns, and of the outputs those, the targets
    /// and what the loss makes of them.</summary>
    public static long GradientColumnBytes(EquatableArray<LayerPlan> layers, int scalarBytes, bool isReproducible) =>
        Budget.TileSamples * scalarBytes
        * (layers[0].Inputs + Needed(layers) + 2L * Widest(layers) + 3L * layers[layers.Count - 1].Outputs + (isReproducible ? Turned(layers) : 0));

    /// <summary>The most samples in a tile of rows that goes forward.</summary>
    public static int ForwardTile(NetworkSpec spec, EquatableArray<LayerPlan> layers)
    {
        int scalarBytes = Names.ScalarBytes(spec.Precision);
        long bytes = ForwardBytes(layers, scalarBytes);
        return Tile(spec, layers, bytes, bytes + layers[layers.Count - 1].Outputs * scalarBytes);
    }

    /// <summary>The most samples in a tile of rows that goes forward and back.</summary>
    public static int GradientTile(NetworkSpec spec, EquatableArray<LayerPlan> layers)
    {
        long bytes = GradientBytes(layers, Names.ScalarBytes(spec.Precision));
        return Tile(spec, layers, bytes, bytes);
    }

    /// <summary>A reproducible network keeps its tiles, since sums over other samples would have other bits.</summary>
    private static int Tile(NetworkSpec spec, EquatableArray<LayerPlan> layers, long bytes, long touched) =>
        spec.IsReproducible ? Budget.TileFor(bytes) : Budget.TileFor(bytes, touched, Parameters(layers) * Names.ScalarBytes(spec.Precision));

    /// <summary>What is turned to rows at a time, for sums over samples that keep their order: a before the widest layer, and dz behind it.</summary>
    private static int Turned(EquatableArray<LayerPlan> layers) => layers.Max(static layer => layer.Inputs + layer.Outputs);

    private static long Parameters(EquatableArray<LayerPlan> layers)
    {
        LayerPlan last = layers[layers.Count - 1];
        return last.BiasOffset + (last.Spec.HasBias ? last.Outputs : 0);
    }

    private static int TraceSize(EquatableArray<LayerPlan> layers) => 2 * layers.Sum(static layer => layer.Outputs);

    private static int WidestLayer(EquatableArray<LayerPlan> layers) => layers.Max(static layer => layer.Outputs);

    private static int WidestHidden(EquatableArray<LayerPlan> layers) =>
        layers.Take(layers.Count - 1).Select(static layer => layer.Outputs).DefaultIfEmpty(0).Max();

    private static int WidestPair(EquatableArray<LayerPlan> layers) =>
        layers.Max(static layer => layer.Outputs + (layer.Number > 1 ? layer.Inputs : 0));

    private static int Widest(EquatableArray<LayerPlan> layers) => Math.Max(layers[0].Inputs, WidestLayer(layers));

    /// <summary>a of each hidden layer, and z where the derivative cannot be had from a; of the last layer z, which a loss may read.</summary>
    private static int Needed(EquatableArray<LayerPlan> layers) => layers.Sum(
        layer => layer.Outputs * (layer.Number < layers.Count && layer.Traits.DerivativeNeedsZ ? 2 : 1));
}
