using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

#pragma warning disable CA1000 // generated files have a name for the class with its type argument

/// <content>The arguments of the members that are derivatives.</content>
public static partial class Check<T>
    where T : unmanaged
{
    /// <summary>The arguments of <c>Jacobian</c> and <c>ParameterJacobian</c>.</summary>
    /// <returns>The number of samples: one.</returns>
    [MethodImpl(Inline)]
    public static int Jacobian(ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> input, int inputSize, Span<T> jacobian, int jacobianSize)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        SpanGuard.CheckLength(input.Length, inputSize, nameof(input));
        SpanGuard.CheckLength(jacobian.Length, jacobianSize, nameof(jacobian));
        SpanGuard.CheckSeparate(jacobian, parameters, nameof(jacobian), nameof(parameters));
        SpanGuard.CheckSeparate(jacobian, input, nameof(jacobian), nameof(input));
        return 1;
    }

    /// <summary>The same of many samples.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int JacobianBatch(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, Span<T> jacobians, int jacobianSize)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        int samples = SpanGuard.CountRows(inputs.Length, inputSize, nameof(inputs));
        SpanGuard.CheckRows(jacobians.Length, samples, jacobianSize, nameof(jacobians));
        SpanGuard.CheckSeparate(jacobians, parameters, nameof(jacobians), nameof(parameters));
        SpanGuard.CheckSeparate(jacobians, inputs, nameof(jacobians), nameof(inputs));
        return samples;
    }

    /// <summary>The arguments of <c>JacobianVectorProduct</c>.</summary>
    /// <returns>The number of samples: one.</returns>
    [MethodImpl(Inline)]
    public static int JacobianVectorProduct(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> input, int inputSize, ReadOnlySpan<T> tangent, Span<T> output, int outputSize,
        Span<T> outputTangent)
    {
        SpanGuard.CheckLength(input.Length, inputSize, nameof(input));
        SpanGuard.CheckLength(tangent.Length, inputSize, nameof(tangent));
        SpanGuard.CheckLength(output.Length, outputSize, nameof(output));
        SpanGuard.CheckLength(outputTangent.Length, outputSize, nameof(outputTangent));
        return Along(
            parameters, parameterCount, input, nameof(input), inputSize, tangent, nameof(tangent), output, nameof(output), outputTangent, nameof(outputTangent));
    }

    /// <summary>The same of many samples.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int JacobianVectorProductBatch(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<T> tangents, Span<T> outputs, int outputSize,
        Span<T> outputTangents)
    {
        int samples = SpanGuard.CountRows(inputs.Length, inputSize, nameof(inputs));
        SpanGuard.CheckRows(tangents.Length, samples, inputSize, nameof(tangents));
        SpanGuard.CheckRows(outputs.Length, samples, outputSize, nameof(outputs));
        SpanGuard.CheckRows(outputTangents.Length, samples, outputSize, nameof(outputTangents));
        return Along(
            parameters, parameterCount, inputs, nameof(inputs), inputSize, tangents, nameof(tangents), outputs, nameof(outputs), outputTangents, nameof(outputTangents));
    }

    /// <summary>The arguments of <c>DirectionalDerivatives</c>.</summary>
    /// <returns>The number of samples: one.</returns>
    [MethodImpl(Inline)]
    public static int DirectionalDerivatives(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> input, int inputSize, ReadOnlySpan<T> direction, Span<T> output, int outputSize,
        Span<T> first, Span<T> second)
    {
        SpanGuard.CheckLength(input.Length, inputSize, nameof(input));
        SpanGuard.CheckLength(direction.Length, inputSize, nameof(direction));
        SpanGuard.CheckLength(output.Length, outputSize, nameof(output));
        SpanGuard.CheckLength(first.Length, outputSize, nameof(first));
        SpanGuard.CheckLength(second.Length, outputSize, nameof(second));
        return Curved(
            parameters, parameterCount, input, nameof(input), inputSize, direction, nameof(direction), output, nameof(output), first, nameof(first), second,
            nameof(second));
    }

    /// <summary>The same of many samples.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int DirectionalDerivativesBatch(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<T> directions, Span<T> outputs, int outputSize,
        Span<T> firsts, Span<T> seconds)
    {
        int samples = SpanGuard.CountRows(inputs.Length, inputSize, nameof(inputs));
        SpanGuard.CheckRows(directions.Length, samples, inputSize, nameof(directions));
        SpanGuard.CheckRows(outputs.Length, samples, outputSize, nameof(outputs));
        SpanGuard.CheckRows(firsts.Length, samples, outputSize, nameof(firsts));
        SpanGuard.CheckRows(seconds.Length, samples, outputSize, nameof(seconds));
        return Curved(
            parameters, parameterCount, inputs, nameof(inputs), inputSize, directions, nameof(directions), outputs, nameof(outputs), firsts, nameof(firsts),
            seconds, nameof(seconds));
    }

    /// <summary>The arguments of <c>HessianVectorProduct</c>.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int HessianVectorProduct(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<T> targets, int outputSize,
        ReadOnlySpan<T> direction, Span<T> product)
    {
        int samples = Loss(parameters, parameterCount, inputs, inputSize, targets, outputSize);
        Product(parameters, parameterCount, inputs, direction, product);
        SpanGuard.CheckSeparate(product, targets, nameof(product), nameof(targets));
        return samples;
    }

    /// <summary>The arguments of <c>HessianVectorProduct</c> with class labels.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int HessianVectorProduct(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<int> labels, int classes,
        ReadOnlySpan<T> direction, Span<T> product)
    {
        int samples = Loss(parameters, parameterCount, inputs, inputSize, labels, classes);
        Product(parameters, parameterCount, inputs, direction, product);
        SpanGuard.CheckSeparate(product, labels, nameof(product), nameof(labels));
        return samples;
    }

    /// <summary>The arguments of <c>DirectionalGradient</c>.</summary>
    /// <returns>The number of samples: one.</returns>
    [MethodImpl(Inline)]
    public static int DirectionalGradient(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> input, int inputSize, ReadOnlySpan<T> direction, ReadOnlySpan<T> outputGradient,
        int outputSize, ReadOnlySpan<T> firstGradient, ReadOnlySpan<T> secondGradient, Span<T> gradient)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        SpanGuard.CheckLength(input.Length, inputSize, nameof(input));
        SpanGuard.CheckLength(direction.Length, inputSize, nameof(direction));
        SpanGuard.CheckLength(outputGradient.Length, outputSize, nameof(outputGradient));
        SpanGuard.CheckLength(firstGradient.Length, outputSize, nameof(firstGradient));
        SpanGuard.CheckLength(secondGradient.Length, outputSize, nameof(secondGradient));
        SpanGuard.CheckLength(gradient.Length, parameterCount, nameof(gradient));
        Written(gradient, nameof(gradient), parameters, input, nameof(input), direction, nameof(direction));
        SpanGuard.CheckSeparate(gradient, outputGradient, nameof(gradient), nameof(outputGradient));
        SpanGuard.CheckSeparate(gradient, firstGradient, nameof(gradient), nameof(firstGradient));
        SpanGuard.CheckSeparate(gradient, secondGradient, nameof(gradient), nameof(secondGradient));
        return 1;
    }

    /// <summary>The same of many samples.</summary>
    /// <returns>The number of samples.</returns>
    [MethodImpl(Inline)]
    public static int DirectionalGradientBatch(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<T> directions,
        ReadOnlySpan<T> outputGradients, int outputSize, ReadOnlySpan<T> firstGradients, ReadOnlySpan<T> secondGradients, Span<T> gradient)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        int samples = SpanGuard.CountRows(inputs.Length, inputSize, nameof(inputs));
        SpanGuard.CheckRows(directions.Length, samples, inputSize, nameof(directions));
        SpanGuard.CheckRows(outputGradients.Length, samples, outputSize, nameof(outputGradients));
        SpanGuard.CheckRows(firstGradients.Length, samples, outputSize, nameof(firstGradients));
        SpanGuard.CheckRows(secondGradients.Length, samples, outputSize, nameof(secondGradients));
        SpanGuard.CheckLength(gradient.Length, parameterCount, nameof(gradient));
        Written(gradient, nameof(gradient), parameters, inputs, nameof(inputs), directions, nameof(directions));
        SpanGuard.CheckSeparate(gradient, outputGradients, nameof(gradient), nameof(outputGradients));
        SpanGuard.CheckSeparate(gradient, firstGradients, nameof(gradient), nameof(firstGradients));
        SpanGuard.CheckSeparate(gradient, secondGradients, nameof(gradient), nameof(secondGradients));
        return samples;
    }

    [MethodImpl(Inline)]
    private static void Product(ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, ReadOnlySpan<T> direction, Span<T> product)
    {
        SpanGuard.CheckLength(direction.Length, parameterCount, nameof(direction));
        SpanGuard.CheckLength(product.Length, parameterCount, nameof(product));
        SpanGuard.CheckSeparate(product, parameters, nameof(product), nameof(parameters));
        SpanGuard.CheckSeparate(product, inputs, nameof(product), nameof(inputs));
        SpanGuard.CheckSeparate(product, direction, nameof(product), nameof(direction));
    }

    [MethodImpl(Inline)]
    private static int Along(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, string inputsName, int inputSize, ReadOnlySpan<T> directions,
        string directionsName,
        Span<T> outputs, string outputsName, Span<T> firsts, string firstsName)
    {
        SpanGuard.CheckLength(parameters.Length, parameterCount, nameof(parameters));
        Written(outputs, outputsName, parameters, inputs, inputsName, directions, directionsName);
        Written(firsts, firstsName, parameters, inputs, inputsName, directions, directionsName);
        SpanGuard.CheckSeparate(outputs, firsts, outputsName, firstsName);
        return inputs.Length / inputSize;
    }

    [MethodImpl(Inline)]
    private static int Curved(
        ReadOnlySpan<T> parameters, int parameterCount, ReadOnlySpan<T> inputs, string inputsName, int inputSize, ReadOnlySpan<T> directions,
        string directionsName,
        Span<T> outputs, string outputsName, Span<T> firsts, string firstsName, Span<T> seconds, string secondsName)
    {
        int samples = Along(
            parameters, parameterCount, inputs, inputsName, inputSize, directions, directionsName, outputs, outputsName, firsts, firstsName);
        Written(seconds, secondsName, parameters, inputs, inputsName, directions, directionsName);
        SpanGuard.CheckSeparate(seconds, outputs, secondsName, outputsName);
        SpanGuard.CheckSeparate(seconds, firsts, secondsName, firstsName);
        return samples;
    }

    [MethodImpl(Inline)]
    private static void Written(
        Span<T> written, string name, ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, string inputsName, ReadOnlySpan<T> directions,
        string directionsName)
    {
        SpanGuard.CheckSeparate(written, parameters, name, nameof(parameters));
        SpanGuard.CheckSeparate(written, inputs, name, inputsName);
        SpanGuard.CheckSeparate(written, directions, name, directionsName);
    }
}
