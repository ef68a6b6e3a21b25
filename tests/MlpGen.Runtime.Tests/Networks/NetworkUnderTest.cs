using System.Numerics;

namespace MlpGen.Tests.Networks;

/// <summary>
/// A generated network of either precision behind one face of double arrays, so that a test is written once for all. It calls
/// the static members through the interfaces, as an optimizer or a trainer would.
/// </summary>
internal abstract class NetworkUnderTest
{
    public static NetworkUnderTest Of(Type network)
    {
        Type face = network.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITrainableNetwork<,>));
        Type scalar = face.GetGenericArguments()[1];
        bool isClassifier = network.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IClassifier<,>));
        Type adapter = isClassifier ? typeof(ClassifierUnderTest<,>) : typeof(NetworkUnderTest<,>);
        return (NetworkUnderTest)Activator.CreateInstance(adapter.MakeGenericType(network, scalar))!;
    }

    public abstract Type Type { get; }

    public abstract bool IsDouble { get; }

    public abstract int InputSize { get; }

    public abstract int OutputSize { get; }

    public abstract int ParameterCount { get; }

    public abstract int TraceSize { get; }

    public abstract LayerInfo[] Layers { get; }

    public abstract double[] Initialize(int seed);

    public abstract double[] Forward(double[] parameters, double[] input);

    public abstract double[] ForwardBatch(double[] parameters, double[] inputs);

    public abstract double[] ForwardTrace(double[] parameters, double[] input);

    public abstract Gradients Backward(double[] parameters, double[] input, double[] outputGradient, double[]? accumulated = null);

    public abstract Gradients BackwardTrace(
        double[] parameters, double[] input, double[] trace, double[] outputGradient, double[]? accumulated = null);

    public abstract Gradients BackwardBatch(
        double[] parameters, double[] inputs, double[] outputGradients, double[]? accumulated = null);

    public abstract double Loss(double[] parameters, double[] inputs, Targets targets);

    public abstract Gradients LossAndGradient(double[] parameters, double[] inputs, Targets targets, double[]? accumulated = null);

    public abstract Gradients TrainingLossAndGradient(
        double[] parameters, double[] inputs, Targets targets, double[]? accumulated = null);

    public abstract GradientCheckResult CheckLoss(double[] parameters, double[] inputs, Targets targets);

    public abstract GradientCheckResult CheckBackward(double[] parameters, double[] input, double[] outputGradient);

    public abstract double CheckTolerance { get; }

    public override string ToString() => $"{Type.Name} ({(IsDouble ? "double" : "float")})";
}

/// <summary>What a backward member gave.</summary>
/// <param name="Loss">The loss; NaN where the member gives none.</param>
/// <param name="Parameters">∂L/∂parameters, added to what was there.</param>
/// <param name="Inputs">∂L/∂x.</param>
internal sealed record Gradients(double Loss, double[] Parameters, double[] Inputs);

/// <summary>Numbers, or class labels.</summary>
internal sealed record Targets(double[]? Values, int[]? Labels)
{
    public static implicit operator Targets(double[] values) => new(values, null);

    public static implicit operator Targets(int[] labels) => new(null, labels);
}

/// <inheritdoc/>
internal class NetworkUnderTest<TNetwork, T> : NetworkUnderTest
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override Type Type => typeof(TNetwork);

    public override bool IsDouble => typeof(T) == typeof(double);

    public override int InputSize => TNetwork.InputSize;

    public override int OutputSize => TNetwork.OutputSize;

    public override int ParameterCount => TNetwork.ParameterCount;

    public override int TraceSize => TNetwork.TraceSize;

    public override LayerInfo[] Layers => TNetwork.Layers.ToArray();

    public override double CheckTolerance => GradientCheck.Tolerance<T>();

    public override double[] Initialize(int seed) => Filled(ParameterCount, p => TNetwork.Initialize(p, seed));

    public override double[] Forward(double[] parameters, double[] input) =>
        Filled(OutputSize, y => TNetwork.Forward(To(parameters), To(input), y));

    public override double[] ForwardBatch(double[] parameters, double[] inputs) =>
        Filled(inputs.Length / InputSize * OutputSize, y => TNetwork.ForwardBatch(To(parameters), To(inputs), y));

    public override double[] ForwardTrace(double[] parameters, double[] input) =>
        Filled(TraceSize, trace => TNetwork.ForwardTrace(To(parameters), To(input), trace));

    public override Gradients Backward(double[] parameters, double[] input, double[] outputGradient, double[]? accumulated) =>
        Differentiate(input, accumulated, (gradient, inputGradient) =>
        {
            TNetwork.Backward(To(parameters), To(input), To(outputGradient), gradient, inputGradient);
            return T.NaN;
        });

    public override Gradients BackwardTrace(
        double[] parameters, double[] input, double[] trace, double[] outputGradient, double[]? accumulated) =>
        Differentiate(input, accumulated, (gradient, inputGradient) =>
        {
            TNetwork.BackwardTrace(To(parameters), To(input), To(trace), To(outputGradient), gradient, inputGradient);
            return T.NaN;
        });

    public override Gradients BackwardBatch(double[] parameters, double[] inputs, double[] outputGradients, double[]? accumulated) =>
        Differentiate(inputs, accumulated, (gradient, inputGradients) =>
        {
            TNetwork.BackwardBatch(To(parameters), To(inputs), To(outputGradients), gradient, inputGradients);
            return T.NaN;
        });

    public override double Loss(double[] parameters, double[] inputs, Targets targets) =>
        From(TNetwork.Loss(To(parameters), To(inputs), To(targets.Values!)));

    public override Gradients LossAndGradient(double[] parameters, double[] inputs, Targets targets, double[]? accumulated) =>
        Differentiate(inputs, accumulated, (gradient, inputGradients) =>
            TNetwork.LossAndGradient(To(parameters), To(inputs), To(targets.Values!), gradient, inputGradients));

    public override Gradients TrainingLossAndGradient(double[] parameters, double[] inputs, Targets targets, double[]? accumulated) =>
        Differentiate(inputs, accumulated, (gradient, inputGradients) =>
            TNetwork.TrainingLossAndGradient(
                To(parameters), To(inputs), To(targets.Values!), new DropoutKey(1, 2), gradient, inputGradients));

    public override GradientCheckResult CheckLoss(double[] parameters, double[] inputs, Targets targets) =>
        GradientCheck.OfLoss<TNetwork, T>(To(parameters), To(inputs), To(targets.Values!));

    public override GradientCheckResult CheckBackward(double[] parameters, double[] input, double[] outputGradient) =>
        GradientCheck.OfBackward<TNetwork, T>(To(parameters), To(input), To(outputGradient));

    /// <summary>Calls with <c>inputGradients</c>, then without, which must not change the rest.</summary>
    protected static Gradients Differentiate(double[] inputs, double[]? accumulated, Func<T[], T[], T> call)
    {
        T[] gradient = accumulated is null ? new T[TNetwork.ParameterCount] : To(accumulated);
        T[] again = [.. gradient];
        T[] inputGradients = Enumerable.Repeat(T.NaN, inputs.Length).ToArray();

        T loss = call(gradient, inputGradients);
        T lossAgain = call(again, []);
        Assert.Equal(loss, lossAgain);
        Assert.Equal(gradient, again);
        return new Gradients(From(loss), From(gradient), From(inputGradients));
    }

    protected static T[] To(double[] values) => Array.ConvertAll(values, T.CreateTruncating);

    protected static double From(T value) => double.CreateTruncating(value);

    private static double[] From(T[] values) => Array.ConvertAll(values, From);

    private static double[] Filled(int length, Action<T[]> fill)
    {
        T[] values = Enumerable.Repeat(T.NaN, length).ToArray();
        fill(values);
        return From(values);
    }
}

/// <inheritdoc/>
internal sealed class ClassifierUnderTest<TNetwork, T> : NetworkUnderTest<TNetwork, T>
    where TNetwork : IClassifier<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override double Loss(double[] parameters, double[] inputs, Targets targets) => targets.Labels is { } labels
        ? From(TNetwork.Loss(To(parameters), To(inputs), labels))
        : base.Loss(parameters, inputs, targets);

    public override Gradients LossAndGradient(double[] parameters, double[] inputs, Targets targets, double[]? accumulated) =>
        targets.Labels is { } labels
            ? Differentiate(inputs, accumulated, (gradient, inputGradients) =>
                TNetwork.LossAndGradient(To(parameters), To(inputs), labels, gradient, inputGradients))
            : base.LossAndGradient(parameters, inputs, targets, accumulated);

    public override Gradients TrainingLossAndGradient(double[] parameters, double[] inputs, Targets targets, double[]? accumulated) =>
        targets.Labels is { } labels
            ? Differentiate(inputs, accumulated, (gradient, inputGradients) =>
                TNetwork.TrainingLossAndGradient(
                    To(parameters), To(inputs), labels, new DropoutKey(1, 2), gradient, inputGradients))
            : base.TrainingLossAndGradient(parameters, inputs, targets, accumulated);

    public override GradientCheckResult CheckLoss(double[] parameters, double[] inputs, Targets targets) =>
        targets.Labels is { } labels
            ? GradientCheck.OfLoss<TNetwork, T>(To(parameters), To(inputs), labels)
            : base.CheckLoss(parameters, inputs, targets);
}
