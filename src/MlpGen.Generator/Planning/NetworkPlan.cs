using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Everything that Emit needs to know: where each number lies, how each pass is written, and what it costs.</summary>
/// <param name="Spec">What the user declared.</param>
/// <param name="Layers">The layers with their places in the flat buffers.</param>
/// <param name="ParameterCount">The length of the flat buffer W1, b1, W2, b2, ….</param>
/// <param name="TraceSize">The length of the trace z1, a1, z2, a2, ….</param>
/// <param name="Forward">How the forward pass is written.</param>
/// <param name="Backward">How forward and backward pass together are written; null if no gradient is wanted.</param>
/// <param name="ForwardBatch">How many samples at once go forward.</param>
/// <param name="GradientBatch">How many samples at once go forward and backward; null if no gradient is wanted.</param>
internal sealed record NetworkPlan(
    NetworkSpec Spec,
    EquatableArray<LayerPlan> Layers,
    int ParameterCount,
    int TraceSize,
    PassPlan Forward,
    PassPlan? Backward,
    BatchPlan ForwardBatch,
    BatchPlan? GradientBatch)
{
    /// <summary>How one sample goes through in vectors; null where that is left to kernels, or to unrolled numbers.</summary>
    public VectorPlan? Vectors { get; init; }

    /// <summary>Whether one sample goes forward in vectors.</summary>
    public bool GoesForwardInVectors => Vectors is { IsNarrow: true };

    /// <summary>Whether <c>Forward</c> and <c>Backward</c> show the pass number by number beside the text in vectors: for readers, and for hardware
    /// without them.</summary>
    public bool ShowsNumbers => Forward is { Memory: PassMemory.Locals, MultiplyAdds: <= Budget.ScalarMultiplyAdds };

    /// <summary>Whether the trace of one sample is computed in vectors: not where numbers alone make it, unrolled.</summary>
    public bool TracesInVectors => GoesForwardInVectors && Forward.Memory == PassMemory.Stack;

    /// <summary>Whether <c>Backward</c> of one sample goes in vectors.</summary>
    public bool GoesBackInVectors => Vectors is { } vectors
        && (Backward is { Memory: PassMemory.Stack } || (Backward is { Memory: PassMemory.Locals } && vectors.StaysInRegisters));

    /// <summary>Whether the chain rule by a trace goes in vectors, too: not where numbers alone do it, unrolled.</summary>
    public bool GoesBackByTraceInVectors => GoesBackInVectors && Backward!.Memory == PassMemory.Stack;

    /// <summary>Whether the loss of one sample goes in vectors with the passes before and behind it: a cross entropy takes all outputs together, so only
    /// where one vector holds them.</summary>
    public bool LossGoesInVectors => GoesBackInVectors && Spec.Loss is { } loss
        && (loss.Function != LossFunction.CrossEntropy || (OutputSize > 1 && OutputSize <= Vectors!.Lanes));

    /// <summary>Whether the backward pass of one sample gets what the forward pass has computed in registers.</summary>
    public bool StaysInRegisters => GoesBackInVectors && Vectors!.StaysInRegisters;

    /// <summary>Whether the last two layers of one sample go in one pass, the last one's single output summed as the units before it come.</summary>
    public bool EndsInOnePass { get; init; }

    /// <summary>How a batch is taken apart in training; null where no layer drops, and training is as any other gradient.</summary>
    public BatchPlan? TrainingBatch { get; init; }

    /// <summary>The number of values of one sample that dropout leaves: the outputs of all layers that drop.</summary>
    public int DroppedSize => Layers.Sum(layer => layer.Drops ? layer.Outputs : 0);

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize => Layers[0].Inputs;

    /// <summary>The number of outputs of one sample.</summary>
    public int OutputSize => Last.Outputs;

    /// <summary>The layer that gives the output.</summary>
    public LayerPlan Last => Layers[Layers.Count - 1];

    /// <summary>Whether an instance keeps its parameters aligned to cache lines: where loads of W dominate, and pinning is cheap.</summary>
    public bool AlignsParameters => (long)ParameterCount * Names.ScalarBytes(Spec.Precision) >= Budget.AlignedBytes;

    /// <summary>Where everything lies in a tile in columns.</summary>
    public ColumnLayout Columns => ColumnLayout.Of(Layers);

    /// <summary>The widest row of numbers that a sample ever is: its input, or the output of any layer.</summary>
    public int Widest => Math.Max(InputSize, WidestLayer);

    /// <summary>The widest output of any layer.</summary>
    public int WidestLayer => Layers.Max(layer => layer.Outputs);

    /// <summary>The widest output of any layer but the last; 0 if there is one layer only.</summary>
    public int WidestHidden => WidestOf(Layers.Count - 1);

    /// <summary>The widest output that <c>Forward</c> keeps by kernels; 0 if it keeps none.</summary>
    public int WidestKept => WidestOf(Layers.Count - (EndsInOnePass ? 2 : 1));

    private int WidestOf(int count) => Layers.Take(count).Select(layer => layer.Outputs).DefaultIfEmpty(0).Max();
}

/// <summary>One layer and where its numbers lie.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Spec">What the user declared.</param>
/// <param name="WeightOffset">Where W begins in the parameters.</param>
/// <param name="TraceOffset">Where z begins in the trace; a follows it.</param>
internal sealed record LayerPlan(int Number, LayerSpec Spec, int WeightOffset, int TraceOffset)
{
    public int Inputs => Spec.Inputs;

    public int Outputs => Spec.Outputs;

    /// <summary>Whether outputs of the layer are dropped in training.</summary>
    public bool Drops => Spec.Dropout > 0;

    /// <summary>Whether what the layer reads in training is what dropout left of the layer before.</summary>
    public bool ReadsDropped { get; init; }

    /// <summary>Where h, what dropout leaves of a, begins among those of all layers of a sample.</summary>
    public int DroppedOffset { get; init; }

    /// <summary>Where b begins in the parameters, if there is one: right behind W.</summary>
    public int BiasOffset => WeightOffset + Spec.WeightCount;

    /// <summary>Where a begins in the trace: right behind z.</summary>
    public int ActivationOffset => TraceOffset + Outputs;
}

/// <summary>How one pass over the network is written.</summary>
/// <param name="Memory">Where intermediate values live.</param>
/// <param name="Kernels">The kernel of each layer.</param>
/// <param name="MultiplyAdds">The multiply-adds of one sample.</param>
/// <param name="StackBytes">What the deepest call takes of the stack for intermediate values, locals not counted.</param>
internal sealed record PassPlan(PassMemory Memory, EquatableArray<KernelChoice> Kernels, long MultiplyAdds, int StackBytes);

/// <summary>How a batch is taken apart.</summary>
/// <param name="Kind">Sample by sample, side by side, or in tiles.</param>
/// <param name="TileSamples">The most samples in one tile; 1 for sample by sample.</param>
/// <param name="StackBytes">What one tile takes of the stack for intermediate values.</param>
/// <param name="Reason">Why, in a few words that name the number that decided.</param>
internal sealed record BatchPlan(BatchKind Kind, int TileSamples, int StackBytes, string Reason);

/// <summary>The ways to take a batch apart.</summary>
internal enum BatchKind
{
    /// <summary>Each sample as if it were alone.</summary>
    SampleBySample,

    /// <summary>The unrolled text with a vector for each value, a sample in each lane; what is left over, sample by sample.</summary>
    Lanes,

    /// <summary>Tiles of samples go through each layer together, so that each weight is loaded once for several samples; vectors run
    /// along the units of a layer.</summary>
    Tiles,

    /// <summary>Tiles of samples, turned by 90°: vectors run along the samples, and are full however narrow a layer is.</summary>
    Columns,
}

/// <summary>Where the intermediate values of a pass live.</summary>
internal enum PassMemory
{
    /// <summary>In locals: the pass is one straight line of code.</summary>
    Locals,

    /// <summary>On the stack, all layers at once.</summary>
    Stack,

    /// <summary>On the stack, one layer at a time: what the backward pass needs of earlier layers is computed again.</summary>
    StackRecomputed,
}
