using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Lists the methods that the members go to, each step by step.</summary>
internal sealed class MethodPlanner
{
    private readonly NetworkSpec _spec;
    private readonly EquatableArray<LayerPlan> _layers;
    private readonly Choices _choices;

    private MethodPlanner(NetworkSpec spec, EquatableArray<LayerPlan> layers, Choices choices)
    {
        _spec = spec;
        _layers = layers;
        _choices = choices;
    }

    private LayerPlan Last => _layers[_layers.Count - 1];

    private IEnumerable<LayerPlan> Backwards => _layers.Reverse();

    private LossTraits? Loss => _spec.Loss is { } loss ? LossTraits.Of(loss.Function) : null;

    private bool IsFused => Loss is { IsFused: true };

    private LossKernel LossKernel => Loss is { CouplesOutputs: true } ? LossKernel.AllOutputs : LossKernel.OutputByOutput;

    /// <summary>The methods of a network.</summary>
    public static IEnumerable<MethodPlan> Plan(NetworkSpec spec, EquatableArray<LayerPlan> layers, Choices choices) =>
        new MethodPlanner(spec, layers, choices).Methods();

    private IEnumerable<MethodPlan> Methods() => [.. Textbook(), .. TrainingText(), .. Outputs(), .. OnePass(), .. SideBySide()];

    private IEnumerable<MethodPlan> Textbook() => _choices.SampleLayout == Layout.Numbers ? Numbers() : LayeredText(SourceFile.Textbook);

    /// <summary>Masks are drawn by rows of units, so training with dropout needs the layered text, too.</summary>
    private IEnumerable<MethodPlan> TrainingText() =>
        _choices.SampleLayout == Layout.Numbers && Loss is not null && _layers.Any(static layer => layer.Drops) ? LayeredText(SourceFile.Vectors) : [];

    private IEnumerable<MethodPlan> OnePass()
    {
        if (_choices.EndsInOnePass)
        {
            LayerPlan hidden = _layers[_layers.Count - 2];
            yield return Method(
                MethodKind.OnePass, SourceFile.Vectors, Layout.Layers,
                [.. _layers.Take(_layers.Count - 2).SelectMany(static layer => Forward(layer, SumKernel.Plain)), new OnePassStep(hidden, Last)]);
        }
    }

    private IEnumerable<MethodPlan> SideBySide()
    {
        if (_choices.ForwardBatch is Destination.Lanes or Destination.LanesInOrder)
        {
            yield return Method(MethodKind.Sample, SourceFile.Vectors, Layout.Lanes, [.. Lanes()]);
        }
    }

    private IEnumerable<MethodPlan> Numbers()
    {
        SumKernel sums = _spec.IsReproducible ? SumKernel.BiasFirst : SumKernel.Plain;
        yield return Method(
            MethodKind.Forward, SourceFile.Textbook, Layout.Numbers,
            [.. _layers.SelectMany(layer => Forward(layer, sums)), new OutputStep(Last), new KeepStep(_layers)]);
        if (_spec.Backward)
        {
            yield return Method(MethodKind.Backward, SourceFile.Textbook, Layout.Numbers, [.. StraightBack(IsFused)]);
        }

        if (Loss is not null)
        {
            yield return Method(MethodKind.Loss, SourceFile.Textbook, Layout.Numbers, [new LossStep(Last, LossKernel)]);
        }
    }

    private IEnumerable<MethodPlan> LayeredText(SourceFile file)
    {
        yield return Method(MethodKind.Forward, file, Layout.Layers, [.. _layers.SelectMany(LayeredForward)]);
        if (_spec.Backward)
        {
            yield return Method(MethodKind.Backward, file, Layout.Layers, [.. LayeredBack()]);
        }

        if (Loss is not null)
        {
            yield return Method(MethodKind.Loss, file, Layout.Layers, [new LossStep(Last, LossKernel)]);
        }
    }

    private static IEnumerable<Step> Forward(LayerPlan layer, SumKernel kernel) => [new DenseStep(layer, kernel), new ActivateStep(layer)];

    private IEnumerable<Step> LayeredForward(LayerPlan layer)
    {
        yield return new DenseStep(layer, SumKernel.Plain);
        if (layer.Drops)
        {
            yield return new DropStep(layer);
        }

        if (_choices.ComputesAnew && layer != Last)
        {
            yield return new StopStep(layer);
        }
    }

    private IEnumerable<Step> LayeredBack()
    {
        yield return new OutputGradientStep(Last, MayBeGiven: IsFused);
        foreach (LayerPlan layer in Backwards)
        {
            if (layer != Last)
            {
                yield return new PropagateAndChainStep(_layers[layer.Number], layer);
            }

            yield return new AddGradientStep(layer, RowKernel.Plain);
        }

        yield return new InputGradientStep(_layers[0], SumKernel.Plain);
    }

    private IEnumerable<Step> StraightBack(bool mayBeGiven)
    {
        yield return new OutputGradientStep(Last, mayBeGiven);
        foreach (LayerPlan layer in Backwards)
        {
            if (layer != Last)
            {
                yield return new ChainStep(layer);
            }

            yield return new AddGradientStep(layer, RowKernel.Plain);
            if (layer.Number > 1)
            {
                yield return new PropagateStep(layer, SumKernel.Plain);
            }
        }

        yield return new InputGradientStep(_layers[0], SumKernel.Plain);
    }

    /// <summary>Forward; then the loss, where a pass wants it; then back, where one does.</summary>
    private IEnumerable<Step> Lanes() =>
    [
        .. _layers.SelectMany(static layer => Forward(layer, SumKernel.Plain)),
        new OutputStep(Last),
        .. Loss is null ? (Step[])[] : [new LossStep(Last, LossKernel)],
        .. _spec.Backward && _choices.GradientBatch is Destination.Lanes or Destination.LanesInOrder ? StraightBack(IsFused) : [],
    ];

    private IEnumerable<MethodPlan> Outputs()
    {
        if (_choices.SampleIsOneMethod)
        {
            IEnumerable<Step> loss = _choices.LossInVectors ? [new LossStep(Last, LossKernel)] : [];
            yield return Method(
                MethodKind.Sample, SourceFile.Vectors, Layout.Outputs,
                [.. VectorForward(), new OutputStep(Last), .. loss, .. VectorBack(_choices.LossInVectors && IsFused)]);
            yield break;
        }

        if (_choices.ForwardInVectors)
        {
            bool isTraced = _choices.BackwardInVectors;
            yield return Method(
                MethodKind.Forward, SourceFile.Vectors, Layout.Outputs,
                [
                    .. _layers.SelectMany(layer => Forward(layer, VectorSum(layer)).Concat(
                        isTraced ? [new KeepStep(new EquatableArray<LayerPlan>([layer]))] : Array.Empty<Step>())),
                    new OutputStep(Last),
                ]);
        }

        if (_choices.BackwardInVectors)
        {
            Step[] loss = Loss is null ? [] : [new LossStep(Last, _choices.LossInVectors ? LossKernel : LossKernel.InMemory)];
            yield return Method(MethodKind.Backward, SourceFile.Vectors, Layout.Outputs, [.. loss, .. VectorBack(IsFused)]);
        }
    }

    private IEnumerable<Step> VectorForward() => _layers.SelectMany(layer => Forward(layer, VectorSum(layer)));

    private static SumKernel VectorSum(LayerPlan layer) => layer.HasOneOutput ? SumKernel.Column : SumKernel.Rows;

    /// <summary>da of a layer comes before dW, since all that follows waits for it.</summary>
    private IEnumerable<Step> VectorBack(bool mayBeGiven)
    {
        yield return new OutputGradientStep(Last, mayBeGiven);
        foreach (LayerPlan layer in Backwards)
        {
            if (layer != Last)
            {
                yield return new ChainStep(layer);
            }

            if (layer.Number > 1)
            {
                yield return new PropagateStep(layer, _choices.Vectors!.KernelBack(layer));
            }

            yield return new AddGradientStep(layer, _choices.Vectors!.KernelOfRows(layer));
        }

        yield return new InputGradientStep(_layers[0], _choices.Vectors!.KernelBack(_layers[0]));
    }

    private static MethodPlan Method(MethodKind kind, SourceFile file, Layout layout, Step[] steps) =>
        new(kind, file, layout, new EquatableArray<Step>(steps));
}
