using System.Numerics;

namespace MlpGen.Tests.Contract;

/// <summary>A static member of a network and its span arguments, so that one test can go through all members and arguments.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Its spans, in order.</param>
/// <param name="Call">Calls it.</param>
internal sealed record Member<T>(string Name, Argument[] Arguments, Action<Spans<T>> Call)
{
    /// <summary>Memory of the right lengths, full of numbers.</summary>
    public Spans<T> Fill(Func<double, T> convert, int seed = 1)
    {
        var random = new Random(seed);
        Memory<T>[] values = [.. Arguments.Select(argument => Enumerable.Range(0, argument.Length)
            .Select(_ => convert((float)((2 * random.NextDouble()) - 1))).ToArray().AsMemory())];
        return new Spans<T>(values, [.. Enumerable.Range(0, Members.Samples).Select(i => i % 2)]);
    }

    public override string ToString() => $"{Name}({string.Join(", ", Arguments.Select(argument => argument.Name))})";
}

/// <summary>A span argument.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its right length.</param>
/// <param name="IsWritten">Whether the member writes it.</param>
/// <param name="RowLength">If any whole number of rows is right, as far as this argument alone goes: the length of a row; else 0.</param>
internal sealed record Argument(string Name, int Length, bool IsWritten = false, int RowLength = 0)
{
    public bool IsLabels => Name == "labels";

    /// <summary>Input gradients may be left out.</summary>
    public bool MayBeEmpty => Name is "inputGradient" or "inputGradients";
}

/// <summary>What to pass to a member: one memory for each argument; the one in the place of labels is not used.</summary>
internal sealed record Spans<T>(Memory<T>[] Values, int[] Labels)
{
    public Span<T> this[int index] => Values[index].Span;

    public Spans<T> Copy() => new([.. Values.Select(value => value.ToArray().AsMemory())], [.. Labels]);
}

/// <summary>Lists the static members of a network.</summary>
internal static class Members
{
    /// <summary>The size of the batches passed.</summary>
    public const int Samples = 3;

    public static IEnumerable<Member<T>> OfTrainable<TNetwork, T>()
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int inputSize = TNetwork.InputSize, outputSize = TNetwork.OutputSize;
        Argument parameters = new("parameters", TNetwork.ParameterCount);
        Argument input = new("input", inputSize), inputs = new("inputs", Samples * inputSize, RowLength: inputSize);
        Argument output = new("output", outputSize, IsWritten: true), outputs = new("outputs", Samples * outputSize, IsWritten: true);
        Argument outputGradient = new("outputGradient", outputSize), outputGradients = new("outputGradients", Samples * outputSize);
        Argument gradient = new("gradient", TNetwork.ParameterCount, IsWritten: true);
        Argument inputGradient = new("inputGradient", inputSize, IsWritten: true);
        Argument inputGradients = new("inputGradients", Samples * inputSize, IsWritten: true);
        Argument trace = new("trace", TNetwork.TraceSize);
        Argument targets = new("targets", Samples * outputSize);

        yield return new("Initialize", [parameters with { IsWritten = true }], a => TNetwork.Initialize(a[0], 1));
        yield return new("Forward", [parameters, input, output], a => TNetwork.Forward(a[0], a[1], a[2]));
        yield return new("ForwardBatch", [parameters, inputs, outputs], a => TNetwork.ForwardBatch(a[0], a[1], a[2]));
        yield return new(
            "ForwardTrace", [parameters, input, trace with { IsWritten = true }], a => TNetwork.ForwardTrace(a[0], a[1], a[2]));
        yield return new(
            "Backward", [parameters, input, outputGradient, gradient, inputGradient],
            a => TNetwork.Backward(a[0], a[1], a[2], a[3], a[4]));
        yield return new(
            "BackwardTrace", [parameters, input, trace, outputGradient, gradient, inputGradient],
            a => TNetwork.BackwardTrace(a[0], a[1], a[2], a[3], a[4], a[5]));
        yield return new(
            "BackwardBatch", [parameters, inputs, outputGradients, gradient, inputGradients],
            a => TNetwork.BackwardBatch(a[0], a[1], a[2], a[3], a[4]));
        yield return new("Loss", [parameters, inputs, targets], a => TNetwork.Loss(a[0], a[1], a[2]));
        yield return new(
            "LossAndGradient", [parameters, inputs, targets, gradient, inputGradients],
            a => TNetwork.LossAndGradient(a[0], a[1], a[2], a[3], a[4]));
        yield return new(
            "TrainingLossAndGradient", [parameters, inputs, targets, gradient, inputGradients],
            a => TNetwork.TrainingLossAndGradient(a[0], a[1], a[2], default, a[3], a[4]));
    }

    public static IEnumerable<Member<T>> OfDerivatives<TNetwork, T>()
        where TNetwork : IJacobianNetwork<TNetwork, T>, IParameterJacobianNetwork<TNetwork, T>, IHessianNetwork<TNetwork, T>,
        IDirectionalGradientNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int inputSize = TNetwork.InputSize, outputSize = TNetwork.OutputSize, count = TNetwork.ParameterCount;
        Argument parameters = new("parameters", count), input = new("input", inputSize), inputs = new("inputs", Samples * inputSize, RowLength: inputSize);
        Argument Read(string name, int length) => new(name, length);
        Argument Written(string name, int length) => new(name, length, IsWritten: true);

        yield return new("Jacobian", [parameters, input, Written("jacobian", outputSize * inputSize)], a => TNetwork.Jacobian(a[0], a[1], a[2]));
        yield return new(
            "JacobianBatch", [parameters, inputs, Written("jacobians", Samples * outputSize * inputSize)], a => TNetwork.JacobianBatch(a[0], a[1], a[2]));
        yield return new(
            "JacobianVectorProduct",
            [parameters, input, Read("tangent", inputSize), Written("output", outputSize), Written("outputTangent", outputSize)],
            a => TNetwork.JacobianVectorProduct(a[0], a[1], a[2], a[3], a[4]));
        yield return new(
            "JacobianVectorProductBatch",
            [
                parameters, inputs, Read("tangents", Samples * inputSize), Written("outputs", Samples * outputSize),
                Written("outputTangents", Samples * outputSize),
            ],
            a => TNetwork.JacobianVectorProductBatch(a[0], a[1], a[2], a[3], a[4]));
        yield return new(
            "DirectionalDerivatives",
            [parameters, input, Read("direction", inputSize), Written("output", outputSize), Written("first", outputSize), Written("second", outputSize)],
            a => TNetwork.DirectionalDerivatives(a[0], a[1], a[2], a[3], a[4], a[5]));
        yield return new(
            "DirectionalDerivativesBatch",
            [
                parameters, inputs, Read("directions", Samples * inputSize), Written("outputs", Samples * outputSize),
                Written("firsts", Samples * outputSize), Written("seconds", Samples * outputSize),
            ],
            a => TNetwork.DirectionalDerivativesBatch(a[0], a[1], a[2], a[3], a[4], a[5]));
        yield return new(
            "ParameterJacobian", [parameters, input, Written("jacobian", outputSize * count)], a => TNetwork.ParameterJacobian(a[0], a[1], a[2]));
        yield return new(
            "ParameterJacobianBatch", [parameters, inputs, Written("jacobians", Samples * outputSize * count)],
            a => TNetwork.ParameterJacobianBatch(a[0], a[1], a[2]));
        yield return new(
            "HessianVectorProduct",
            [parameters, inputs, Read("targets", Samples * outputSize), Read("direction", count), Written("product", count)],
            a => TNetwork.HessianVectorProduct(a[0], a[1], a[2], a[3], a[4]));
        yield return new(
            "DirectionalGradient",
            [
                parameters, input, Read("direction", inputSize), Read("outputGradient", outputSize), Read("firstGradient", outputSize),
                Read("secondGradient", outputSize), Written("gradient", count),
            ],
            a => TNetwork.DirectionalGradient(a[0], a[1], a[2], a[3], a[4], a[5], a[6]));
        yield return new(
            "DirectionalGradientBatch",
            [
                parameters, inputs, Read("directions", Samples * inputSize), Read("outputGradients", Samples * outputSize),
                Read("firstGradients", Samples * outputSize), Read("secondGradients", Samples * outputSize), Written("gradient", count),
            ],
            a => TNetwork.DirectionalGradientBatch(a[0], a[1], a[2], a[3], a[4], a[5], a[6]));
    }

    public static IEnumerable<Member<T>> OfClassifier<TNetwork, T>()
        where TNetwork : IClassifier<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int inputSize = TNetwork.InputSize;
        Argument parameters = new("parameters", TNetwork.ParameterCount);
        Argument inputs = new("inputs", Samples * inputSize, RowLength: inputSize);
        Argument labels = new("labels", Samples);
        Argument gradient = new("gradient", TNetwork.ParameterCount, IsWritten: true);
        Argument inputGradients = new("inputGradients", Samples * inputSize, IsWritten: true);

        yield return new("Loss", [parameters, inputs, labels], a => TNetwork.Loss(a[0], a[1], a.Labels));
        yield return new(
            "LossAndGradient", [parameters, inputs, labels, gradient, inputGradients],
            a => TNetwork.LossAndGradient(a[0], a[1], a.Labels, a[3], a[4]));
        yield return new(
            "TrainingLossAndGradient", [parameters, inputs, labels, gradient, inputGradients],
            a => TNetwork.TrainingLossAndGradient(a[0], a[1], a.Labels, default, a[3], a[4]));
    }
}
