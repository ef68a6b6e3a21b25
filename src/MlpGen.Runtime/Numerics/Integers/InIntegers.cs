using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A network of integers, as the loops over samples see it. Implemented by generated code.</summary>
/// <typeparam name="TCode"><see cref="byte"/> or <see cref="short"/>.</typeparam>
/// <typeparam name="TWeight"><see cref="sbyte"/> with codes of bytes, else <see cref="short"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IIntegerPasses<TCode, TWeight>
    where TCode : unmanaged
    where TWeight : unmanaged
{
    /// <summary>The inputs of one sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>The outputs of one sample.</summary>
    static abstract int OutputSize { get; }

    /// <summary>The most codes of a layer, the inputs included, filled up to a multiple of 4.</summary>
    static abstract int WidestCodes { get; }

    /// <summary>The most sums of a layer, filled up likewise.</summary>
    static abstract int WidestSums { get; }

    /// <summary>The forward pass of some samples.</summary>
    static abstract void Forward(IntegerSamples<TCode, TWeight> samples, ReadOnlySpan<float> x, Span<float> y);
}

/// <summary>The loop over samples of networks of integers. Called by generated code; not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InIntegers
{
    /// <summary>One sample.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void Forward<TNet, TCode, TWeight>(ReadOnlySpan<float> input, Span<float> output)
        where TNet : struct, IIntegerPasses<TCode, TWeight>
        where TCode : unmanaged
        where TWeight : unmanaged
    {
        Span<TCode> codes = StackMemory.Align(stackalloc TCode[TNet.WidestCodes + Loop.Spare<TCode>()], TNet.WidestCodes);
        Span<TCode> others = StackMemory.Align(stackalloc TCode[TNet.WidestCodes + Loop.Spare<TCode>()], TNet.WidestCodes);
        Span<int> sums = StackMemory.Align(stackalloc int[TNet.WidestSums + Loop.Spare<int>()], TNet.WidestSums);
        TNet.Forward(new IntegerSamples<TCode, TWeight>(1, codes, others, sums), input, output);
    }

    /// <summary>A batch, some samples together.</summary>
    /// <param name="inputs">The inputs, row by row.</param>
    /// <param name="outputs">The outputs, overwritten.</param>
    /// <param name="samples">How many there are.</param>
    /// <param name="tile">How many go together at most.</param>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void ForwardBatch<TNet, TCode, TWeight>(ReadOnlySpan<float> inputs, Span<float> outputs, int samples, int tile)
        where TNet : struct, IIntegerPasses<TCode, TWeight>
        where TCode : unmanaged
        where TWeight : unmanaged
    {
        int most = Math.Min(tile, samples), width = most * TNet.WidestCodes, length = most * TNet.WidestSums;
        Span<TCode> codes = StackMemory.Align(stackalloc TCode[width + Loop.Spare<TCode>()], width);
        Span<TCode> others = StackMemory.Align(stackalloc TCode[width + Loop.Spare<TCode>()], width);
        Span<int> sums = StackMemory.Align(stackalloc int[length + Loop.Spare<int>()], length);
        for (int first = 0; first < samples; first += tile)
        {
            int n = Math.Min(tile, samples - first);
            TNet.Forward(
                new IntegerSamples<TCode, TWeight>(n, codes, others, sums),
                inputs.Slice(first * TNet.InputSize, n * TNet.InputSize),
                outputs.Slice(first * TNet.OutputSize, n * TNet.OutputSize));
        }
    }
}
