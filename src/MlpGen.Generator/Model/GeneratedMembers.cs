namespace MlpGen.Generator.Model;

/// <summary>Lists the members that a network gets, so that a name the user has taken is found before any text is written.</summary>
internal static class GeneratedMembers
{
    /// <summary>All members of a class with the given declaration, constructors left out.</summary>
    public static IEnumerable<GeneratedMember> Of(
        IReadOnlyList<LayerSpec> layers, LossSpec? loss, Precision precision, bool backward, bool isStatic, bool isFrozen = false,
        bool isInteger = false, Derivatives derivatives = Derivatives.None)
    {
        string scalar = Names.Scalar(precision);
        string read = $"ReadOnlySpan<{scalar}>";
        string write = $"Span<{scalar}>";

        foreach (string constant in Names.Constants)
        {
            yield return Value(constant, "int") with { IsStatic = true };
        }

        if (isInteger)
        {
            foreach (GeneratedMember member in Integers(read, write))
            {
                yield return member;
            }

            yield break;
        }

        if (isFrozen)
        {
            yield return Value(Names.FrozenParameters) with { IsPublic = false };
        }
        else
        {
            yield return Value(Names.Layers, "ReadOnlySpan<LayerInfo>") with { IsStatic = true };
            yield return Value(Names.LayersField) with { IsPublic = false };
        }

        foreach (GeneratedMember kernel in isFrozen
            ? FrozenKernels(read, write)
            : Kernels(loss, backward, scalar, read, write).Concat(DerivativeKernels(loss, derivatives, read, write)))
        {
            yield return kernel;
            if (!isStatic && !isFrozen)
            {
                yield return InstanceTwin(kernel);
            }
        }

        foreach (string name in derivatives == Derivatives.None || isFrozen ? Names.Private : Names.Private.Concat(Names.PrivateOfDerivatives))
        {
            yield return Value(name) with { IsPublic = false };
        }

        string[] parameters = [.. layers.SelectMany(static (layer, i) => PropertiesOf(layer, i + 1))];
        yield return Value(Names.ParameterView, write) with { Places = string.Join(",", parameters) };
        yield return Value(Names.TraceView, read) with { Places = string.Join(",", Enumerable.Range(1, layers.Count).Select(static l => $"Z{l},A{l}")) };
        yield return Kernel(Names.ParameterView, Names.View, $"{write} flat");
        yield return Kernel(Names.TraceView, Names.ViewTrace, $"{read} trace");
        if (isStatic || isFrozen)
        {
            yield break;
        }

        yield return Value(Names.ParametersProperty, write);
        yield return Value(Names.ParametersField) with { IsPublic = false };
        foreach (string name in parameters)
        {
            yield return Value(name, write);
        }
    }

    /// <summary>What a frozen network of integers has beside its sizes.</summary>
    private static IEnumerable<GeneratedMember> Integers(string read, string write) =>
    [
        Value(Names.ErrorBound, "float") with { IsStatic = true },
        Kernel("void", "Forward", $"{read} input", $"{write} output"),
        Kernel("void", "ForwardBatch", $"{read} inputs", $"{write} outputs"),
        .. Names.PrivateOfIntegers.Select(static name => Value(name) with { IsPublic = false }),
    ];

    private static string[] PropertiesOf(LayerSpec layer, int number) =>
        layer.HasBias ? [Names.WeightsProperty(number), Names.BiasProperty(number)] : [Names.WeightsProperty(number)];

    /// <summary>The static kernels, their parameters as type and name.</summary>
    private static IEnumerable<GeneratedMember> Kernels(LossSpec? loss, bool backward, string scalar, string read, string write)
    {
        string parameters = $"{read} parameters";
        string input = $"{read} input";
        string inputs = $"{read} inputs";
        string outputGradient = $"{read} outputGradient";
        string gradient = $"{write} gradient";
        yield return Kernel("void", "Initialize", $"{write} parameters", "int seed");
        yield return Kernel("void", "Forward", parameters, input, $"{write} output");
        yield return Kernel("void", "ForwardBatch", parameters, inputs, $"{write} outputs");
        yield return Kernel("void", "ForwardTrace", parameters, input, $"{write} trace");
        if (backward)
        {
            yield return Kernel("void", "Backward", parameters, input, outputGradient, gradient, $"{write} inputGradient");
            yield return Kernel("void", "BackwardBatch", parameters, inputs, $"{outputGradient}s", gradient, $"{write} inputGradients");
            yield return Kernel("void", "BackwardTrace", parameters, input, $"{read} trace", outputGradient, gradient, $"{write} inputGradient");
        }

        foreach (string targets in TargetKinds(loss, read))
        {
            yield return Kernel(scalar, "Loss", parameters, inputs, targets);
            yield return Kernel(scalar, "LossAndGradient", parameters, inputs, targets, gradient, $"{write} inputGradients");
            yield return Kernel(
                scalar, "TrainingLossAndGradient", parameters, inputs, targets, "DropoutKey key", gradient, $"{write} inputGradients");
        }
    }

    private static string[] TargetKinds(LossSpec? loss, string read) => loss is null ? []
        : loss.Function == LossFunction.CrossEntropy ? [$"{read} targets", "ReadOnlySpan<int> labels"]
        : [$"{read} targets"];

    /// <summary>Derivatives beside the gradient of the loss.</summary>
    private static IEnumerable<GeneratedMember> DerivativeKernels(LossSpec? loss, Derivatives derivatives, string read, string write)
    {
        string parameters = $"{read} parameters", input = $"{read} input", inputs = $"{read} inputs", output = $"{write} output", outputs = $"{write} outputs";
        if (derivatives.HasFlag(Derivatives.Jacobian))
        {
            yield return Kernel("void", "Jacobian", parameters, input, $"{write} jacobian");
            yield return Kernel("void", "JacobianBatch", parameters, inputs, $"{write} jacobians");
            yield return Kernel("void", "JacobianVectorProduct", parameters, input, $"{read} tangent", output, $"{write} outputTangent");
            yield return Kernel("void", "JacobianVectorProductBatch", parameters, inputs, $"{read} tangents", outputs, $"{write} outputTangents");
            yield return Kernel(
                "void", "DirectionalDerivatives", parameters, input, $"{read} direction", output, $"{write} first", $"{write} second");
            yield return Kernel(
                "void", "DirectionalDerivativesBatch", parameters, inputs, $"{read} directions", outputs, $"{write} firsts", $"{write} seconds");
        }

        if (derivatives.HasFlag(Derivatives.ParameterJacobian))
        {
            yield return Kernel("void", "ParameterJacobian", parameters, input, $"{write} jacobian");
            yield return Kernel("void", "ParameterJacobianBatch", parameters, inputs, $"{write} jacobians");
        }

        foreach (string targets in derivatives.HasFlag(Derivatives.HessianVector) ? TargetKinds(loss, read) : [])
        {
            yield return Kernel("void", "HessianVectorProduct", parameters, inputs, targets, $"{read} direction", $"{write} product");
        }

        if (derivatives.HasFlag(Derivatives.DirectionalGradient))
        {
            yield return Kernel(
                "void", "DirectionalGradient", parameters, input, $"{read} direction", $"{read} outputGradient", $"{read} firstGradient",
                $"{read} secondGradient", $"{write} gradient");
            yield return Kernel(
                "void", "DirectionalGradientBatch", parameters, inputs, $"{read} directions", $"{read} outputGradients", $"{read} firstGradients",
                $"{read} secondGradients", $"{write} gradient");
        }
    }

    /// <summary>What a frozen network has: the forward pass, without the parameters.</summary>
    private static IEnumerable<GeneratedMember> FrozenKernels(string read, string write) =>
    [
        Kernel("void", "Forward", $"{read} input", $"{write} output"),
        Kernel("void", "ForwardBatch", $"{read} inputs", $"{write} outputs"),
        Kernel("void", "ForwardTrace", $"{read} input", $"{write} trace"),
    ];

    /// <summary>The instance twin leaves out the parameters, which it owns, and the input gradients.</summary>
    private static GeneratedMember InstanceTwin(GeneratedMember kernel)
    {
        string[] names = kernel.ParameterNames.Split(',');
        int count = names.Length - (names[names.Length - 1].StartsWith("inputGradient", StringComparison.Ordinal) ? 2 : 1);
        return kernel with
        {
            IsStatic = false,
            ParameterTypes = string.Join(",", kernel.ParameterTypes.Split(',').Skip(1).Take(count)),
            ParameterNames = string.Join(",", names.Skip(1).Take(count)),
        };
    }

    private static GeneratedMember Value(string name, string type = "") => new(name, IsMethod: false, "") { Type = type };

    private static GeneratedMember Kernel(string returnType, string name, params string[] parameters) =>
        Method(name, [.. parameters.Select(parameter => parameter.Split(' ')[0])]) with
        {
            Type = returnType,
            IsStatic = true,
            ParameterNames = string.Join(",", parameters.Select(parameter => parameter.Split(' ')[1])),
        };

    private static GeneratedMember Method(string name, params string[] types) => new(name, IsMethod: true, string.Join(",", types));
}
