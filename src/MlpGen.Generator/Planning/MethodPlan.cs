using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>A private method that computes: where it stands, how its numbers lie, and what it does, step by step.</summary>
/// <param name="Kind">Which.</param>
/// <param name="File">The file that it stands in.</param>
/// <param name="Layout">How its numbers lie; each layout has one renderer.</param>
/// <param name="Steps">What it does, in order.</param>
internal sealed record MethodPlan(MethodKind Kind, SourceFile File, Layout Layout, EquatableArray<Step> Steps);

/// <summary>The private methods that a network may have.</summary>
internal enum MethodKind
{
    /// <summary>Forward, with z and a in the trace if there is one.</summary>
    Forward,

    /// <summary>The chain rule by a trace.</summary>
    Backward,

    /// <summary>The loss and its gradient.</summary>
    Loss,

    /// <summary>Forward, loss and chain rule in one.</summary>
    Sample,

    /// <summary>The last two layers forward in one pass over memory.</summary>
    OnePass,

    /// <summary>The outputs by the input, from a trace.</summary>
    Jacobian,

    /// <summary>Forward along a direction; layer by layer with the second derivative, where it is wanted.</summary>
    Tangent,

    /// <summary>Forward along a direction, with the second derivative.</summary>
    Curvature,

    /// <summary>The Hessian of the loss times a vector.</summary>
    HessianVector,

    /// <summary>Forward along a direction with the second derivative, and the chain rule back through all that it gives.</summary>
    DirectionalGradient,
}

/// <summary>The files of a network.</summary>
internal enum SourceFile
{
    /// <summary>What people read.</summary>
    Textbook,

    /// <summary>Everything around it.</summary>
    Members,

    /// <summary>The same passes in vectors.</summary>
    Vectors,

    /// <summary>Derivatives beside the gradient.</summary>
    Derivatives,
}

/// <summary>How the numbers of a method lie.</summary>
internal enum Layout
{
    /// <summary>Each number of one sample in a local.</summary>
    Numbers,

    /// <summary>In memory, as the caller's layout says: one sample, a tile of rows, a tile of columns.</summary>
    Layers,

    /// <summary>Outputs of a layer side by side in vectors of 256 bits.</summary>
    Outputs,

    /// <summary>Samples side by side in vectors of any width.</summary>
    Lanes,

    /// <summary>As small integers in memory, of one sample or a tile of them.</summary>
    Integers,
}

/// <summary>A public member that computes, or a part of one that the runtime's loops call: where it goes, by what the hardware has.</summary>
/// <param name="Member">Which.</param>
/// <param name="Routes">The first whose hardware is there is taken; the last takes any.</param>
/// <param name="StackBytes">What the deepest call takes of the stack for intermediate values, at most.</param>
internal sealed record MemberPlan(Member Member, EquatableArray<Route> Routes, int StackBytes);

/// <summary>The members that compute.</summary>
internal enum Member
{
    Forward,
    ForwardTrace,
    Backward,
    BackwardTrace,
    ForwardBatch,
    BackwardBatch,
    Loss,
    LossAndGradient,
    TrainingLossAndGradient,
    Jacobian,
    JacobianBatch,
    JacobianVectorProduct,
    JacobianVectorProductBatch,
    DirectionalDerivatives,
    DirectionalDerivativesBatch,
    ParameterJacobian,
    ParameterJacobianBatch,
    HessianVectorProduct,
    DirectionalGradient,
    DirectionalGradientBatch,

    /// <summary>The loss of one sample of a batch.</summary>
    LossOne,

    /// <summary>The loss of one sample of a batch, and its gradient.</summary>
    LossAndGradientOne,
}

/// <summary>A way for a member to go.</summary>
/// <param name="Hardware">What it needs.</param>
/// <param name="Destination">Where it goes.</param>
internal sealed record Route(Hardware Hardware, Destination Destination);

/// <summary>What a way needs.</summary>
internal enum Hardware
{
    /// <summary>Nothing.</summary>
    Any,

    /// <summary>Vectors of 256 bits.</summary>
    Vectors256,
}

/// <summary>Where a member can go.</summary>
internal enum Destination
{
    /// <summary>The text number by number.</summary>
    Numbers,

    /// <summary>The layered text, for one sample.</summary>
    Layers,

    /// <summary>The same, computing again what the way back reads.</summary>
    LayersAnew,

    /// <summary>The layered text with the last two layers in one pass.</summary>
    OnePass,

    /// <summary>The text in vectors of outputs.</summary>
    Outputs,

    /// <summary>The text with samples side by side.</summary>
    Lanes,

    /// <summary>The same in groups that are as large on any hardware.</summary>
    LanesInOrder,

    /// <summary>The layered text, for tiles of rows.</summary>
    Tiles,

    /// <summary>The layered text, for tiles of columns.</summary>
    Columns,

    /// <summary>The same with the sums of rows.</summary>
    ColumnsInOrder,

    /// <summary>The text number by number for a few samples, the layered one in tiles of columns for more.</summary>
    NumbersOrColumns,

    /// <summary>Each sample for itself.</summary>
    OneByOne,

    /// <summary>The text in integers, for one sample.</summary>
    Integers,

    /// <summary>The text in integers, for tiles of samples.</summary>
    IntegerTiles,

    /// <summary>Another member: training of a network that drops nothing.</summary>
    LossAndGradient,
}
