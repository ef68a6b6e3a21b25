using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>The check that makes the kernels safe: that the spans given belong to one layer.</summary>
internal static class LayerShape
{
    /// <summary>Throws unless there are inputs × outputs weights and as many biases as outputs, or none.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Check(int weights, int biases, int inputs, int outputs)
    {
        if (weights != (long)inputs * outputs || outputs == 0 || (biases != 0 && biases != outputs))
        {
            Throw(weights, biases, inputs, outputs);
        }
    }

    /// <summary>Throws unless all lengths are those of one sample through a layer of these sizes.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void CheckSample(int inputLength, int weights, int biases, int outputLength, int inputs, int outputs)
    {
        if (inputLength != inputs || outputLength != outputs || outputs == 0
            || weights != (long)inputs * outputs || (biases != 0 && biases != outputs))
        {
            ThrowSample(inputLength, weights, biases, outputLength, inputs, outputs);
        }
    }

    /// <summary>Throws unless there are as many bias gradients as outputs.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void CheckBias(int outputs, int biases)
    {
        if (outputs != biases)
        {
            ThrowBias(outputs, biases);
        }
    }

    /// <summary>The number of samples in a batch; throws unless both lengths are that many rows.</summary>
    [MethodImpl(Loop.Inlined)]
    public static int Samples(int inputLength, int inputs, int outputLength, int outputs)
    {
        int samples = outputLength / outputs;
        if (outputLength != (long)samples * outputs || inputLength != (long)samples * inputs)
        {
            ThrowRows(inputLength, inputs, outputLength, outputs);
        }

        return samples;
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowSample(int inputLength, int weights, int biases, int outputLength, int inputs, int outputs)
    {
        if (inputLength != inputs || outputLength != outputs)
        {
            ThrowRows(inputLength, inputs, outputLength, outputs);
        }

        Throw(weights, biases, inputs, outputs);
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw(int weights, int biases, int inputs, int outputs)
        => throw new ArgumentException($"A layer of {inputs} inputs and {outputs} outputs cannot have {weights} weights and {biases} biases.");

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowRows(int inputLength, int inputs, int outputLength, int outputs)
        => throw new ArgumentException($"{inputLength} values are not as many rows of {inputs} as {outputLength} are of {outputs}.");

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowBias(int outputs, int biases)
        => throw new ArgumentException($"A layer of {outputs} outputs cannot have {biases} biases.");
}
