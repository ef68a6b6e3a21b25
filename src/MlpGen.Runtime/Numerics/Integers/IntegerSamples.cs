using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>Some samples on their way through a network of integers, and the memory for their codes and sums. Called by generated code; not meant to
/// be called by hand.</summary>
/// <remarks>
/// Rows of codes are filled up to a multiple of 4: what stands there meets weights of 0. All spans that it returns are its own memory: codes are good
/// until the codes after the next ones are made, sums until the next ones are.
/// </remarks>
/// <typeparam name="TCode"><see cref="byte"/> or <see cref="short"/>.</typeparam>
/// <typeparam name="TWeight"><see cref="sbyte"/> with codes of bytes, else <see cref="short"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct IntegerSamples<TCode, TWeight>
    where TCode : unmanaged
    where TWeight : unmanaged
{
    private readonly Span<int> _sums;
    private readonly int _count;
    private Span<TCode> _codes;
    private Span<TCode> _others;

    /// <summary>Memory for some samples.</summary>
    /// <param name="count">How many.</param>
    /// <param name="codes">For the codes of every other layer: a row of the widest for each sample.</param>
    /// <param name="others">For those of the layers between.</param>
    /// <param name="sums">For the sums of the widest layer.</param>
    internal IntegerSamples(int count, Span<TCode> codes, Span<TCode> others, Span<int> sums)
    {
        _count = count;
        _codes = codes;
        _others = others;
        _sums = sums;
    }

    private static bool IsByte
    {
        [MethodImpl(Loop.Inlined)]
        get => typeof(TCode) == typeof(byte);
    }

    /// <summary>The codes or outputs of a row in memory: a multiple of 4.</summary>
    [MethodImpl(Loop.Inlined)]
    internal static int Padded(int width) => (width + 3) & ~3;

    /// <summary>q = round(x·scale + zero point), ties to even, no less than 0 and no more than <paramref name="highest"/>; of NaN, 0.</summary>
    /// <param name="x">The inputs, row by row.</param>
    /// <param name="inputs">The inputs of a sample.</param>
    /// <param name="scale">The codes to a unit of x.</param>
    /// <param name="zeroPoint">The code of 0, which may lie outside.</param>
    /// <param name="highest">The highest code.</param>
    [MethodImpl(Loop.Inlined)]
    public ReadOnlySpan<TCode> Quantize(ReadOnlySpan<float> x, int inputs, float scale, int zeroPoint, int highest)
    {
        Span<TCode> codes = NextCodes(inputs);
        int stride = Padded(inputs);
        for (int s = 0; s < _count; s++)
        {
            CodeRounding<TCode>.Of(x.Slice(s * inputs, inputs), codes.Slice(s * stride, stride), scale, zeroPoint, highest);
        }

        return codes;
    }

    /// <summary>S = q·Q + c, in <see cref="int"/>.</summary>
    /// <param name="q">The codes of a layer.</param>
    /// <param name="weights">Q: for each 32 bits of codes of a sample, 32 bits of weights for each output, rows filled up to a multiple of 4 outputs.</param>
    /// <param name="c">c, filled up likewise.</param>
    [MethodImpl(Loop.Inlined)]
    public readonly Span<int> Sum(ReadOnlySpan<TCode> q, ReadOnlySpan<TWeight> weights, ReadOnlySpan<int> c)
    {
        int words = q.Length / _count * Unsafe.SizeOf<TCode>() / sizeof(int);
        ReadOnlySpan<TWeight> all = weights.Slice(0, words * c.Length * sizeof(int) / Unsafe.SizeOf<TWeight>());
        Span<int> sums = _sums.Slice(0, _count * c.Length);
        ref int codes = ref Unsafe.As<TCode, int>(ref MemoryMarshal.GetReference(q));
        ref int packed = ref Unsafe.As<TWeight, int>(ref MemoryMarshal.GetReference(all));
        ref int start = ref MemoryMarshal.GetReference(c);
        if (IsByte)
        {
            IntegerKernels<ByteProduct>.Sum(ref codes, ref packed, ref start, ref MemoryMarshal.GetReference(sums), _count, words, c.Length);
        }
        else
        {
            IntegerKernels<ShortProduct>.Sum(ref codes, ref packed, ref start, ref MemoryMarshal.GetReference(sums), _count, words, c.Length);
        }

        return sums;
    }

    /// <summary>q = ((S·m + half) ≫ shift) + zero point, no less than 0 and no more than <paramref name="highest"/>.</summary>
    /// <param name="sums">S.</param>
    /// <param name="multipliers">m, one for each output.</param>
    /// <param name="shift">33 to 62.</param>
    /// <param name="zeroPoint">The code of 0.</param>
    /// <param name="highest">The highest code.</param>
    [MethodImpl(Loop.Inlined)]
    public ReadOnlySpan<TCode> Rescale(ReadOnlySpan<int> sums, ReadOnlySpan<int> multipliers, int shift, int zeroPoint, int highest)
    {
        Span<TCode> codes = NextCodes(multipliers.Length);
        IntegerKernels<ByteProduct>.Rescale(
            ref MemoryMarshal.GetReference(sums.Slice(0, codes.Length)), ref MemoryMarshal.GetReference(multipliers), ref MemoryMarshal.GetReference(codes),
            _count, multipliers.Length, shift, zeroPoint, highest);
        return codes;
    }

    /// <summary>u = ((S·m + half) ≫ shift) + zero point, and q = table[u], u being no less than 0 and no more than the table has.</summary>
    /// <remarks>With codes of bytes, u is a place of the table. With 16 bits, the lowest <paramref name="fractionBits"/> of u say how far q lies
    /// between a place and the next one: q = T[i] + ((T[i + 1] − T[i])·f + half) ≫ bits.</remarks>
    /// <param name="sums">S, overwritten.</param>
    /// <param name="multipliers">m, one for each output.</param>
    /// <param name="shift">33 to 62.</param>
    /// <param name="zeroPoint">The u of 0.</param>
    /// <param name="table">The codes of an activation.</param>
    /// <param name="fractionBits">0 with codes of bytes.</param>
    [MethodImpl(Loop.Inlined)]
    public ReadOnlySpan<TCode> LookUp(
        Span<int> sums, ReadOnlySpan<int> multipliers, int shift, int zeroPoint, ReadOnlySpan<TCode> table, int fractionBits)
    {
        Span<TCode> codes = NextCodes(multipliers.Length);
        Span<int> places = sums.Slice(0, codes.Length);
        int highest = fractionBits == 0 ? table.Length - 1 : ((table.Length - 1) << fractionBits) - 1;
        IntegerKernels<ByteProduct>.Rescale(
            ref MemoryMarshal.GetReference(places), ref MemoryMarshal.GetReference(multipliers), _count, multipliers.Length, shift, zeroPoint, highest);
        ActivationLookup<TCode>.Of(places, table, fractionBits, codes);
        return codes;
    }

    /// <summary>z = S·t, the one place where integers become <see cref="float"/>s.</summary>
    /// <param name="sums">S.</param>
    /// <param name="scales">t, one for each output.</param>
    /// <param name="z">Overwritten, row by row.</param>
    [MethodImpl(Loop.Inlined)]
    public readonly void Dequantize(ReadOnlySpan<int> sums, ReadOnlySpan<float> scales, Span<float> z)
    {
        int outputs = scales.Length, stride = Padded(outputs);
        for (int s = 0; s < _count; s++)
        {
            Dequantization.Of(sums.Slice(s * stride, stride), scales, z.Slice(s * outputs, outputs));
        }
    }

    /// <summary>Memory for the next codes: not where the last ones are.</summary>
    [MethodImpl(Loop.Inlined)]
    private Span<TCode> NextCodes(int width)
    {
        Span<TCode> next = _others;
        _others = _codes;
        _codes = next;
        return next.Slice(0, _count * Padded(width));
    }
}
