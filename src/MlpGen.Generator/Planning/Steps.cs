namespace MlpGen.Generator.Planning;

/// <summary>One step of a method, as data: what is computed, of which layer, and how. A renderer has a case for each step of its layout.</summary>
internal abstract record Step;

/// <summary>z = x·W + b of a layer. Its formulas, those of the activation too, stand above it.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Kernel">How the sums are taken.</param>
internal sealed record DenseStep(LayerPlan Layer, SumKernel Kernel) : Step;

/// <summary>a = f(z) of a layer.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record ActivateStep(LayerPlan Layer) : Step;

/// <summary>h = a ⊙ m of a layer that drops outputs in training.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record DropStep(LayerPlan Layer) : Step;

/// <summary>A hidden layer, and the one output behind it summed while its units come.</summary>
/// <param name="Hidden">The hidden layer.</param>
/// <param name="Last">The layer with the one output.</param>
internal sealed record OnePassStep(LayerPlan Hidden, LayerPlan Last) : Step;

/// <summary>Ends the pass where it is wanted only up to this layer.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record StopStep(LayerPlan Layer) : Step;

/// <summary>Writes z and a of a layer, or of all, to the trace.</summary>
/// <param name="Layers">The layers.</param>
internal sealed record KeepStep(Model.EquatableArray<LayerPlan> Layers) : Step;

/// <summary>Writes a of the last layer to the caller's memory.</summary>
/// <param name="Layer">The last layer.</param>
internal sealed record OutputStep(LayerPlan Layer) : Step;

/// <summary>The loss, and what it gives: ∂L/∂y, or ∂L/∂z of the last layer.</summary>
/// <param name="Layer">The last layer.</param>
/// <param name="Kernel">How it is taken.</param>
internal sealed record LossStep(LayerPlan Layer, LossKernel Kernel) : Step;

/// <summary>dz of the last layer from dy = ∂L/∂y.</summary>
/// <param name="Layer">The last layer.</param>
/// <param name="MayBeGiven">Whether the loss may have given dz itself.</param>
internal sealed record OutputGradientStep(LayerPlan Layer, bool MayBeGiven) : Step;

/// <summary>dz = da ⊙ f' of a hidden layer.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record ChainStep(LayerPlan Layer) : Step;

/// <summary>dW = aᵀ·dz and db = dz of a layer, added to the gradient.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Kernel">How the rows of dW lie in vectors.</param>
internal sealed record AddGradientStep(LayerPlan Layer, RowKernel Kernel) : Step;

/// <summary>da = dz·Wᵀ: ∂L/∂a of the layer before.</summary>
/// <param name="Layer">The layer whose W it is.</param>
/// <param name="Kernel">How the sums are taken.</param>
internal sealed record PropagateStep(LayerPlan Layer, SumKernel Kernel) : Step;

/// <summary>da = dz·Wᵀ and dz = da ⊙ f' of the layer before, in one call.</summary>
/// <param name="Layer">The layer whose W it is.</param>
/// <param name="Before">The layer before.</param>
internal sealed record PropagateAndChainStep(LayerPlan Layer, LayerPlan Before) : Step;

/// <summary>dx = dz·Wᵀ of the first layer, if the caller wants it.</summary>
/// <param name="Layer">The first layer.</param>
/// <param name="Kernel">How the sums are taken.</param>
internal sealed record InputGradientStep(LayerPlan Layer, SumKernel Kernel) : Step;

/// <summary>The ways to take a sum over inputs or outputs.</summary>
internal enum SumKernel
{
    /// <summary>As the layout has it: number by number, or by a call.</summary>
    Plain,

    /// <summary>Number by number, the bias first: the order that vectors take.</summary>
    BiasFirst,

    /// <summary>Vectors along the outputs: each input times a row of W; or, going back, dz times each row, summed across.</summary>
    Rows,

    /// <summary>Vectors along the inputs, since there is one output only.</summary>
    Column,

    /// <summary>Going back, by columns of W, which are there before dz is: rows are short.</summary>
    Columns,

    /// <summary>One input only: one sum.</summary>
    OneRow,
}

/// <summary>How rows of dW lie in vectors.</summary>
internal enum RowKernel
{
    /// <summary>As the layout has it.</summary>
    Plain,

    /// <summary>A single column.</summary>
    Column,

    /// <summary>Each row fills vectors of its own, or is all there is.</summary>
    Rows,

    /// <summary>Several rows, or parts of them, to a vector.</summary>
    ShortRows,
}

/// <summary>The ways to take a loss.</summary>
internal enum LossKernel
{
    /// <summary>Each output for itself.</summary>
    OutputByOutput,

    /// <summary>All outputs of a sample together.</summary>
    AllOutputs,

    /// <summary>By the layered text, in memory.</summary>
    InMemory,
}
