using MlpGen.Numerics;

namespace MlpGen.Tests.GuardPages;

/// <summary>Layers of small integers, of 1 to 40 inputs and outputs, for one sample and for several, between pages without access.</summary>
internal static class GuardedIntegers
{
    private const int Widest = 40, MostSamples = 9, TablePlaces = 256, Shift = 40;

    /// <summary>Runs in the child process of <see cref="GuardPageTests"/>.</summary>
    public static void Run()
    {
        foreach (bool atEnd in new[] { false, true })
        {
            Layers<byte, sbyte>(atEnd, fractionBits: 0);
            Layers<short, short>(atEnd, fractionBits: 4);
        }
    }

    private static void Layers<TCode, TWeight>(bool atEnd, int fractionBits)
        where TCode : unmanaged
        where TWeight : unmanaged
    {
        // A row of weights has 32 bits for each output: 4 bytes, or 2 shorts.
        int codesInAWord = typeof(TCode) == typeof(byte) ? 4 : 2;
        using GuardedMemory<float> xs = new(MostSamples * Widest, atEnd), ys = new(MostSamples * Widest, atEnd), scales = new(Widest, atEnd);
        using GuardedMemory<TCode> codes = new(MostSamples * Widest, atEnd), others = new(MostSamples * Widest, atEnd), table = new(TablePlaces, atEnd);
        using GuardedMemory<TWeight> weights = new(Widest * Widest, atEnd);
        using GuardedMemory<int> sums = new(MostSamples * Widest, atEnd), c = new(Widest, atEnd), multipliers = new(Widest, atEnd);
        multipliers.GetSpan().Fill(int.MaxValue);
        for (int inputs = 1; inputs <= Widest; inputs++)
        {
            for (int outputs = 1; outputs <= Widest; outputs++)
            {
                int count = 1 + (inputs + outputs) % MostSamples, paddedInputs = Filled(inputs), paddedOutputs = Filled(outputs);
                int widest = Math.Max(paddedInputs, paddedOutputs), words = paddedInputs / codesInAWord;
                var samples = new IntegerSamples<TCode, TWeight>(
                    count, codes.Take(count * widest), others.Take(count * widest), sums.Take(count * paddedOutputs));
                ReadOnlySpan<TCode> q = samples.Quantize(xs.Take(count * inputs), inputs, 1, 0, 127);
                Span<int> z = samples.Sum(q, weights.Take(words * codesInAWord * paddedOutputs), c.Take(paddedOutputs));
                samples.Dequantize(z, scales.Take(outputs), ys.Take(count * outputs));
                samples.Rescale(z, multipliers.Take(paddedOutputs), Shift, 0, 127);
                samples.LookUp(z, multipliers.Take(paddedOutputs), Shift, 0, table.GetSpan(), fractionBits);
            }
        }
    }

    /// <summary>Rows of codes and of sums are filled up to a multiple of 4.</summary>
    private static int Filled(int width) => (width + 3) / 4 * 4;
}
