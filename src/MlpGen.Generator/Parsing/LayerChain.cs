using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>The rules about several layers. A layer that is wrong by itself is passed over.</summary>
internal static class LayerChain
{
    /// <summary>MLP005: nothing orders the attributes of one part of a class and those of another.</summary>
    /// <returns>Whether the order is defined, so that the other rules make sense.</returns>
    public static bool CheckOrder(IReadOnlyList<DeclaredLayer> layers, ProblemList problems)
    {
        DeclaredLayer? elsewhere = layers.FirstOrDefault(layer => layer.Attribute.Declaration != layers[0].Attribute.Declaration);
        if (elsewhere is null)
        {
            return true;
        }

        problems.Add(Descriptors.ScatteredLayers, elsewhere.Attribute.Location, Messages.ScatteredLayers);
        return false;
    }

    /// <summary>MLP004 and MLP006: what each layer is to the next.</summary>
    /// <param name="layers">The layers in their order.</param>
    /// <param name="halfTyped">Where in the source a layer's name is half typed.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static void CheckNeighbours(IReadOnlyList<DeclaredLayer> layers, int[] halfTyped, ProblemList problems)
    {
        for (int i = 1; i < layers.Count; i++)
        {
            DeclaredLayer before = layers[i - 1];
            DeclaredLayer layer = layers[i];
            if (Array.Exists(halfTyped, place =>
                place > before.Attribute.Location.SourceSpan.Start && place < layer.Attribute.Location.SourceSpan.Start))
            {
                problems.LeaveToCompiler();
            }
            else if (before.Outputs is { } given && layer.Inputs is { } taken && given != taken)
            {
                problems.Add(
                    Descriptors.SizeMismatch,
                    layer.Attribute.LocationOf("inputs"),
                    Messages.SizeMismatch(layer.Number, taken, given, layer.Attribute.WithArgument("inputs", given)));
            }

            if (before.Activation == Activation.Softmax && layer.Attribute.IsComplete)
            {
                problems.Add(
                    Descriptors.HiddenSoftmax,
                    before.Attribute.LocationOf("activation"),
                    Messages.HiddenSoftmax(before.Number, layers.Count));
            }
        }
    }

    /// <summary>MLP015: what is compared with nothing is always certain.</summary>
    /// <param name="last">The last layer.</param>
    /// <param name="loss">The loss, if there is one that its activation fits.</param>
    /// <param name="lossAttribute">Where that is written.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static void CheckClasses(DeclaredLayer last, LossSpec? loss, DeclaredAttribute? lossAttribute, ProblemList problems)
    {
        if (last.Outputs != 1)
        {
            return;
        }

        if (last.Activation == Activation.Softmax)
        {
            problems.Add(Descriptors.OneClass, last.Attribute.LocationOf("activation"), Messages.SoftmaxOfOne(last.Number));
        }
        else if (loss?.Function == LossFunction.CrossEntropy && last.Activation == Activation.Identity)
        {
            problems.Add(Descriptors.OneClass, lossAttribute!.LocationOf("function"), Messages.CrossEntropyOfOne(last.Number));
        }
    }

    /// <summary>MLP010 and MLP008: where outputs cannot be dropped.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="trained">The number type of a network that is trained; null for one that is not.</param>
    /// <param name="problems">What is wrong.</param>
    public static void CheckDropout(IReadOnlyList<DeclaredLayer> layers, Precision? trained, ProblemList problems)
    {
        DeclaredLayer last = layers[layers.Count - 1];
        if (last.Spec is { Dropout: > 0 })
        {
            problems.Add(
                Descriptors.InvalidOption,
                last.Attribute.LocationOf("Dropout"),
                Messages.Meaningless($"Layer {last.Number}", "Dropout", Messages.DropoutOfLastLayer));
        }

        if (trained is { } precision && layers.FirstOrDefault(static layer => layer.Spec is { Dropout: > 0 }) is { } first
            && layers.All(static layer => layer.Spec is not null))
        {
            long bytes = TrainingMemory.BytesOf(layers.Select(static layer => layer.Spec!).ToEquatableArray(), precision);
            if (bytes > Limits.TrainingBytes)
            {
                problems.Add(Descriptors.TooLarge, first.Attribute.LocationOf("Dropout"), Messages.TooWideToDrop(bytes));
            }
        }
    }

    /// <summary>MLP008: the size of the whole.</summary>
    public static void CheckTotals(IReadOnlyList<DeclaredLayer> layers, Switches? switches, ProblemList problems)
    {
        if (layers.Count > Limits.Layers)
        {
            problems.Add(Descriptors.TooLarge, layers[Limits.Layers].Attribute.Location, Messages.TooManyLayers(layers.Count));
        }

        if (layers.Any(static layer => layer.Inputs is null || layer.Outputs is null))
        {
            return;
        }

        long parameters = layers.Sum(Parameters);
        if (parameters > Limits.Parameters)
        {
            DeclaredLayer largest = layers.OrderByDescending(Parameters).First();
            problems.Add(
                Descriptors.TooLarge,
                largest.Attribute.Location,
                Messages.TooManyParameters(parameters, largest.Number, Parameters(largest)));
        }

        long multiplyAdds = layers.Sum(Weights);
        if (switches is { Unroll: Unroll.Full, Attribute: { } attribute } && multiplyAdds > Limits.UnrolledMultiplyAdds)
        {
            problems.Add(Descriptors.TooLarge, attribute.LocationOf("Unroll"), Messages.TooMuchToUnroll(multiplyAdds));
        }
    }

    // Widths are at most 4,096, but the sum over layers needs more than an int.
    private static long Weights(DeclaredLayer layer) => (long)layer.Inputs!.Value * layer.Outputs!.Value;

    private static long Parameters(DeclaredLayer layer) =>
        Weights(layer) + (layer.Attribute.ValueOf("Bias") is false ? 0 : layer.Outputs!.Value);
}
