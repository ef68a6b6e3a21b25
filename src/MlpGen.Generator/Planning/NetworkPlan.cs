using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Everything that Emit needs to know: where each number lies, which members there are and where they go, and the methods that will
/// be written, step by step.</summary>
/// <param name="Spec">What the user declared.</param>
/// <param name="Layers">The layers with their places in the flat buffers.</param>
/// <param name="Members">What computes for a caller.</param>
/// <param name="Methods">The texts that they go to.</param>
/// <param name="Memory">What passes over memory take of it.</param>
/// <param name="Remarks">Which ways were chosen, and why: sentences for the header of the file.</param>
internal sealed record NetworkPlan(
    NetworkSpec Spec,
    EquatableArray<LayerPlan> Layers,
    EquatableArray<MemberPlan> Members,
    EquatableArray<MethodPlan> Methods,
    MemoryPlan Memory,
    EquatableArray<string> Remarks)
{
    /// <summary>What a network of integers has beside; null for floats.</summary>
    public IntegerPlan? Integers { get; init; }

    /// <summary>The numbers in one vector of outputs.</summary>
    public int VectorLanes => Names.Lanes(Spec.Precision);

    /// <summary>The layer that gives the output.</summary>
    public LayerPlan Last => Layers[Layers.Count - 1];

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize => Layers[0].Inputs;

    /// <summary>The number of outputs of one sample.</summary>
    public int OutputSize => Last.Outputs;

    /// <summary>The length of the flat buffer W1, b1, W2, b2, ….</summary>
    public int ParameterCount => Last.BiasOffset + (Last.Spec.HasBias ? Last.Outputs : 0);

    /// <summary>The length of the trace z1, a1, z2, a2, ….</summary>
    public int TraceSize => Last.ActivationOffset + Last.Outputs;

    /// <summary>The multiply-adds of one sample's forward pass.</summary>
    public long MultiplyAdds => Layers.Sum(static layer => (long)layer.Spec.WeightCount);

    /// <summary>Whether a vector of samples side by side takes hardly longer than one sample by itself.</summary>
    public bool LanesAreQuick => InputSize + MultiplyAdds <= Budget.QuickLanes;

    /// <summary>The member, or null for a network that has none such.</summary>
    public MemberPlan? Find(Member member) => Members.FirstOrDefault(plan => plan.Member == member);

    /// <summary>The method of a kind in a layout, or null.</summary>
    public MethodPlan? Find(MethodKind kind, Layout layout) => Methods.FirstOrDefault(plan => plan.Kind == kind && plan.Layout == layout);

    /// <summary>Whether any method has this layout.</summary>
    public bool Has(Layout layout) => Methods.Any(plan => plan.Layout == layout);

    /// <summary>Whether the way back computes the layers anew, since a trace would be too deep for the stack.</summary>
    public bool ComputesAnew => Find(Member.Backward) is { } back && back.Routes.Any(static route => route.Destination == Destination.LayersAnew);

    /// <summary>Whether a batch goes back in tiles of columns.</summary>
    public bool HasGradientInColumns => Find(Member.BackwardBatch) is { } back
        && back.Routes.Any(static route => route.Destination is Destination.Columns or Destination.ColumnsInOrder or Destination.NumbersOrColumns);
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

    /// <summary>What is known of its activation.</summary>
    public ActivationTraits Traits => ActivationTraits.Of(Spec.Activation);

    /// <summary>Whether outputs of the layer are dropped in training.</summary>
    public bool Drops => Spec.Dropout > 0;

    /// <summary>Whether what the layer reads in training is what dropout left of the layer before.</summary>
    public bool ReadsDropped { get; init; }

    /// <summary>Whether the layer before has one output, so that what this one reads is a number and no vector.</summary>
    public bool FollowsOneOutput { get; init; }

    /// <summary>Where h, what dropout leaves of a, begins among those of all layers of a sample.</summary>
    public int DroppedOffset { get; init; }

    /// <summary>Where b begins in the parameters, if there is one: right behind W.</summary>
    public int BiasOffset => WeightOffset + Spec.WeightCount;

    /// <summary>Where a begins in the trace: right behind z.</summary>
    public int ActivationOffset => TraceOffset + Outputs;

    /// <summary>Whether there is one output only.</summary>
    public bool HasOneOutput => Outputs == 1;
}

/// <summary>The memory that passes over spans take, in units of one sample.</summary>
/// <param name="WidestHidden">Outputs of the widest layer but the last; 0 for a single layer.</param>
/// <param name="WidestLayer">Outputs of the widest layer.</param>
/// <param name="WidestPair">The most outputs of two layers, one behind the other.</param>
/// <param name="Needed">What a tile in columns keeps for the way back.</param>
/// <param name="Dropped">The outputs of all layers that drop.</param>
/// <param name="GradientTile">The most samples in a tile of rows that goes forward and back.</param>
/// <param name="ForwardTile">The most samples in a tile of rows that goes forward.</param>
/// <param name="Fewest">The fewest samples that are worth a tile in columns.</param>
/// <param name="DerivativeTile">The most samples in a tile of rows for derivatives beside the gradient.</param>
/// <param name="AlignsParameters">Whether an instance keeps its parameters aligned to cache lines: where loads of W dominate, and pinning is
/// cheap.</param>
internal sealed record MemoryPlan(
    int WidestHidden,
    int WidestLayer,
    int WidestPair,
    int Needed,
    int Dropped,
    int GradientTile,
    int ForwardTile,
    FewestSamples Fewest,
    int DerivativeTile,
    bool AlignsParameters)
{
    /// <summary>The most samples whose raw inputs are normalised together.</summary>
    public int RawTile { get; init; }
}
