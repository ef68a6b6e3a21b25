namespace MlpGen.Generator.Model;

/// <summary>Lists the members that a network gets, so that a name the user has taken is found before any text is written.</summary>
internal static class GeneratedMembers
{
    /// <summary>All members of a class with the given declaration, constructors left out.</summary>
    public static IEnumerable<GeneratedMember> Of(
        IReadOnlyList<LayerSpec> layers, LossSpec? loss, Precision precision, bool backward, bool isStatic)
    {
        string scalar = Names.Scalar(precision);
        string read = $"ReadOnlySpan<{scalar}>";
        string write = $"Span<{scalar}>";

        foreach (string constant in Names.Constants)
        {
            yield return Value(constant);
        }

        yield return Value(Names.Layers);
        yield return Value(Names.LayersField) with { IsPublic = false };
        foreach (GeneratedMember kernel in Kernels(loss, backward, read, write))
        {
            yield return kernel;
            if (!isStatic && InstanceTwin(kernel) is { } twin)
            {
                yield return twin;
            }
        }

        foreach (string pass in Names.PrivatePasses)
        {
            yield return Value(pass) with { IsPublic = false };
        }

        string lanes = $"Vector256<{scalar}>";
        yield return Method(Names.MultiplyAdd, lanes, lanes, lanes) with { IsPublic = false };
        foreach (string function in HelperFunctions(layers, loss))
        {
            bool takesAlpha = function.StartsWith("LeakyRelu", StringComparison.Ordinal) || function.StartsWith("Elu", StringComparison.Ordinal);
            foreach (string value in (string[])[scalar, lanes])
            {
                yield return Method(Names.Function(function), takesAlpha ? [value, scalar] : [value]) with { IsPublic = false };
            }
        }

        if (isStatic)
        {
            yield break;
        }

        yield return Value(Names.ParametersProperty);
        yield return Value(Names.ParametersField) with { IsPublic = false };
        for (int layer = 1; layer <= layers.Count; layer++)
        {
            yield return Value(Names.WeightsProperty(layer));
            if (layers[layer - 1].HasBias)
            {
                yield return Value(Names.BiasProperty(layer));
            }
        }
    }

    private static IEnumerable<GeneratedMember> Kernels(LossSpec? loss, bool backward, string read, string write)
    {
        yield return Method("Initialize", write, "int");
        yield return Method("Forward", read, read, write);
        yield return Method("ForwardBatch", read, read, write);
        yield return Method("ForwardTrace", read, read, write);
        if (backward)
        {
            yield return Method("Backward", read, read, read, write, write);
            yield return Method("BackwardBatch", read, read, read, write, write);
            yield return Method("BackwardTrace", read, read, read, read, write, write);
        }

        string[] targetKinds = loss is null ? [] : loss.Function == LossFunction.CrossEntropy ? [read, "ReadOnlySpan<int>"] : [read];
        foreach (string targets in targetKinds)
        {
            yield return Method("Loss", read, read, targets);
            yield return Method("LossAndGradient", read, read, targets, write, write);
            yield return Method("TrainingLossAndGradient", read, read, targets, "DropoutKey", write, write);
        }
    }

    /// <summary>The instance twin leaves out the parameters, which it owns, and the input gradients.</summary>
    private static GeneratedMember? InstanceTwin(GeneratedMember kernel)
    {
        string[] types = kernel.ParameterTypes.Split(',');
        bool hasInputGradient = kernel.Name.Contains("Backward") || kernel.Name.Contains("Gradient");
        return Method(kernel.Name, [.. types.Skip(1).Take(types.Length - (hasInputGradient ? 2 : 1))]);
    }

    /// <summary>The private functions of a number that the kernels call by the names of the textbook.</summary>
    private static IEnumerable<string> HelperFunctions(IReadOnlyList<LayerSpec> layers, LossSpec? loss)
    {
        foreach (Activation activation in layers.Select(layer => layer.Activation).Distinct())
        {
            if (activation is not (Activation.Identity or Activation.Softmax))
            {
                yield return $"{activation}";
                yield return $"{activation}Derivative";
            }
        }

        // Softplus' = σ, and binary cross entropy needs both.
        bool hasLogits = loss?.Function == LossFunction.BinaryCrossEntropy;
        bool Has(Activation activation) => layers.Any(layer => layer.Activation == activation);
        if (!Has(Activation.Sigmoid) && (hasLogits || Has(Activation.Softplus)))
        {
            yield return "Sigmoid";
        }

        if (!Has(Activation.Softplus) && hasLogits)
        {
            yield return "Softplus";
        }
    }

    private static GeneratedMember Value(string name) => new(name, IsMethod: false, "");

    private static GeneratedMember Method(string name, params string[] types) => new(name, IsMethod: true, string.Join(",", types));
}
