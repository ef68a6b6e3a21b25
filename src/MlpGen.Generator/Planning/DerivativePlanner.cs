using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Lists the members that are derivatives beside the gradient, where each goes, and the methods that they go to.</summary>
/// <remarks>
/// A Jacobian needs no layered text of its own: it is the chain rule, begun with each row of the identity in place of ∂L/∂y. What goes forward along a
/// direction, and the product with the Hessian, have theirs: number by number for one sample of a network that is written so, and layer by layer for
/// all others, and for batches. The gradient of derivatives along a direction goes layer by layer everywhere: who learns from it has many samples.
/// </remarks>
internal sealed class DerivativePlanner(NetworkSpec spec, EquatableArray<LayerPlan> layers, Choices choices)
{
    private readonly bool _isNumbers = choices.SampleLayout == Layout.Numbers;

    private LayerPlan Last => layers[layers.Count - 1];

    private bool IsFused => spec.Loss is { } loss && LossTraits.Of(loss.Function).IsFused;

    /// <summary>The members.</summary>
    public IEnumerable<MemberPlan> Members()
    {
        if (spec.Derivatives.HasFlag(Derivatives.Jacobian))
        {
            yield return One(Member.Jacobian);
            yield return One(Member.JacobianBatch);
            yield return One(Member.JacobianVectorProduct);
            yield return Batch(Member.JacobianVectorProductBatch);
            yield return One(Member.DirectionalDerivatives);
            yield return Batch(Member.DirectionalDerivativesBatch);
        }

        if (spec.Derivatives.HasFlag(Derivatives.ParameterJacobian))
        {
            yield return One(Member.ParameterJacobian);
            yield return One(Member.ParameterJacobianBatch);
        }

        if (spec.Derivatives.HasFlag(Derivatives.HessianVector))
        {
            yield return Batch(Member.HessianVectorProduct);
        }

        if (spec.Derivatives.HasFlag(Derivatives.DirectionalGradient))
        {
            yield return To(Member.DirectionalGradient, Destination.Tiles);
            yield return To(Member.DirectionalGradientBatch, FitsColumns ? Destination.Columns : Destination.Tiles);
        }
    }

    /// <summary>The methods.</summary>
    public IEnumerable<MethodPlan> Methods()
    {
        if (spec.Derivatives.HasFlag(Derivatives.Jacobian))
        {
            if (_isNumbers)
            {
                yield return Method(MethodKind.Jacobian, Layout.Numbers, [.. layers.Reverse().Select(Rows), new JacobianStep(layers[0])]);
                yield return Method(MethodKind.Tangent, Layout.Numbers, [.. layers.Select(Tangent), new TangentOutputStep(Last, HasCurvature: false)]);
                yield return Method(MethodKind.Curvature, Layout.Numbers, [.. layers.Select(Curvature), new TangentOutputStep(Last, HasCurvature: true)]);
            }

            if (HasLayers)
            {
                yield return Method(MethodKind.Tangent, Layout.Layers, [.. layers.SelectMany(static layer => ForwardAnd(layer, Curvature(layer)))]);
            }
        }

        if (spec.Derivatives.HasFlag(Derivatives.HessianVector))
        {
            if (_isNumbers)
            {
                yield return Method(MethodKind.HessianVector, Layout.Numbers, [.. layers.Select(Moving), .. Back()]);
            }

            if (HasLayers)
            {
                yield return Method(
                    MethodKind.HessianVector, Layout.Layers, [.. layers.SelectMany(static layer => ForwardAnd(layer, Moving(layer))), .. Back()]);
            }
        }

        if (spec.Derivatives.HasFlag(Derivatives.DirectionalGradient))
        {
            yield return Method(
                MethodKind.DirectionalGradient, Layout.Layers,
                [.. layers.SelectMany(layer => ForwardAnd(layer, Kept(layer))), .. layers.Reverse().SelectMany(BackThroughCurvature)]);
        }
    }

    /// <summary>The most samples in a tile of rows.</summary>
    public static int Tile(NetworkSpec spec) => Budget.TileFor(DerivativeMemory.Of(spec.Layers, spec.Derivatives) * Names.ScalarBytes(spec.Precision));

    private static Step Rows(LayerPlan layer) => new OutputRowsStep(layer);

    private static Step Tangent(LayerPlan layer) => new TangentStep(layer);

    private static Step Curvature(LayerPlan layer) => new CurvatureStep(layer);

    private static Step Moving(LayerPlan layer) => new ParameterTangentStep(layer);

    /// <summary>Behind the last layer nothing reads ȧ and ä but a softmax, whose derivative they are part of.</summary>
    private KeptCurvatureStep Kept(LayerPlan layer) => new(layer, HasOutput: layer != Last || layer.Traits.CouplesOutputs);

    private static IEnumerable<Step> BackThroughCurvature(LayerPlan layer)
    {
        yield return new ChainCurvedStep(layer);
        yield return new AddCurvedGradientStep(layer);
        if (layer.Number > 1)
        {
            yield return new PropagateCurvedStep(layer);
        }
    }

    private static IEnumerable<Step> ForwardAnd(LayerPlan layer, Step step) => [new DenseStep(layer, SumKernel.Plain), new ActivateStep(layer), step];

    private IEnumerable<Step> Back()
    {
        yield return new LossTangentStep(Last);
        foreach (LayerPlan layer in layers.Reverse())
        {
            if (layer != Last || !IsFused)
            {
                yield return new ChainTangentStep(layer);
            }

            yield return new AddProductStep(layer);
            if (layer.Number > 1)
            {
                yield return new PropagateTangentStep(layer);
            }
        }
    }

    private MemberPlan One(Member member) => To(member, _isNumbers ? Destination.Numbers : Destination.Tiles);

    private MemberPlan Batch(Member member) => To(member, (_isNumbers, FitsColumns) switch
    {
        (true, true) => Destination.NumbersOrColumns,
        (true, false) => Destination.Numbers,
        (false, true) => Destination.Columns,
        _ => Destination.Tiles,
    });

    /// <summary>Whether any member goes layer by layer: number by number, only batches in columns do.</summary>
    private bool HasLayers => !_isNumbers || FitsColumns;

    /// <summary>Columns suit what they suit with gradients, if a tile of values and of what moves beside them has room.</summary>
    private bool FitsColumns => choices.GradientBatch is Destination.Columns or Destination.Lanes
        && Budget.TileSamples * Names.ScalarBytes(spec.Precision)
            * (DerivativeMemory.Of(spec.Layers, spec.Derivatives) + 2L * layers[0].Inputs + 3L * Last.Outputs) <= Budget.StackBytes;

    private MemberPlan To(Member member, Destination destination) => new(
        member, new EquatableArray<Route>([new(Hardware.Any, destination)]),
        (int)DerivativeMemory.Of(spec.Layers, spec.Derivatives) * Names.ScalarBytes(spec.Precision));

    private static MethodPlan Method(MethodKind kind, Layout layout, Step[] steps) =>
        new(kind, SourceFile.Derivatives, layout, new EquatableArray<Step>(steps));
}
