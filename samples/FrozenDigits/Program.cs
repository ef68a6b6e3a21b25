using System.Diagnostics;
using System.Globalization;

namespace FrozenDigits;

/// <summary>Recognises a picture from a file, or four that it draws itself.</summary>
internal static class Program
{
    private const string Shades = " .:-=+*#%@";

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case []:
                Demonstrate();
                return 0;
            case [string file] when File.Exists(file):
                return Recognise(File.ReadAllLines(file));
            default:
                Console.Error.WriteLine("Usage: FrozenDigits [picture.txt]   (8 lines of 8 characters: a dot or a space is paper, anything else is ink)");
                return 2;
        }
    }

    private static int Recognise(string[] lines)
    {
        Span<float> pixels = stackalloc float[Drawing.Pixels], probabilities = stackalloc float[Digits.OutputSize];
        if (Drawing.Read(lines, pixels) is { } mistake)
        {
            Console.Error.WriteLine(mistake);
            return 1;
        }

        Digits.Forward(pixels, probabilities);
        Show(pixels, probabilities);
        return 0;
    }

    /// <summary>Four drawings with what the network thinks of each, and its score over many.</summary>
    private static void Demonstrate()
    {
        var random = new Random(10);
        float[] pixels = new float[Drawing.Pixels], probabilities = new float[Digits.OutputSize];
        for (int digit = 0; digit < 10; digit += 3)
        {
            Drawing.Draw(digit, random, pixels);
            Digits.Forward(pixels, probabilities);
            Show(pixels, probabilities);
            Console.WriteLine();
        }

        const int Samples = 20_000;
        float[] inputs = new float[Samples * Drawing.Pixels], outputs = new float[Samples * Digits.OutputSize];
        for (int s = 0; s < Samples; s++)
        {
            Drawing.Draw(s % 10, random, inputs.AsSpan(s * Drawing.Pixels, Drawing.Pixels));
        }

        double nanoseconds = Time(Digits.ForwardBatch, inputs, outputs, Samples);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Right(outputs):N0} of {Samples:N0} new drawings recognised, {nanoseconds:F0} ns each in a batch."));
        CompareWithIntegers(inputs, outputs, Samples);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Digits.ParameterCount:N0} weights, all of them in this program: nothing was loaded."));
    }

    /// <summary>What becomes of it in integers.</summary>
    private static void CompareWithIntegers(float[] inputs, float[] outputs, int samples)
    {
        Console.WriteLine("In integers, of the same drawings:");
        Compare("8 bits", sizeof(sbyte), DigitsInBytes.ForwardBatch, DigitsInBytes.QuantizationErrorBound);
        Compare("16 bits", sizeof(short), DigitsInShorts.ForwardBatch, DigitsInShorts.QuantizationErrorBound);

        void Compare(string what, int bytes, Batch forward, float bound)
        {
            const int Weights = Drawing.Pixels * 24 + 24 * 10;
            float[] small = new float[outputs.Length];
            double nanoseconds = Time(forward, inputs, small, samples);
            int same = Enumerable.Range(0, samples).Count(s => Largest(outputs.AsSpan(s * 10, 10)) == Largest(small.AsSpan(s * 10, 10)));
            float worst = outputs.Zip(small).Max(pair => MathF.Abs(pair.First - pair.Second));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {what}: {Right(small):N0} recognised, {same:N0} as in floats; no probability off by more than {worst:F4}, proven {bound:F4};"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"    {Weights * bytes:N0} bytes of weights instead of {Weights * sizeof(float):N0}; {nanoseconds:F0} ns each in a batch."));
        }
    }

    private delegate void Batch(ReadOnlySpan<float> inputs, Span<float> outputs);

    private static double Time(Batch forward, float[] inputs, float[] outputs, int samples)
    {
        forward(inputs, outputs); // once unwatched, so that everything is compiled and in memory
        long start = Stopwatch.GetTimestamp();
        forward(inputs, outputs);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / samples;
    }

    private static int Right(float[] outputs) => Enumerable.Range(0, outputs.Length / 10).Count(s => Largest(outputs.AsSpan(s * 10, 10)) == s % 10);

    private static void Show(ReadOnlySpan<float> pixels, ReadOnlySpan<float> probabilities)
    {
        int best = Largest(probabilities);
        for (int row = 0; row < Drawing.Side; row++)
        {
            Console.Write("  ");
            foreach (float pixel in pixels.Slice(row * Drawing.Side, Drawing.Side))
            {
                Console.Write(new string(Shades[Math.Clamp((int)(pixel * Shades.Length), 0, Shades.Length - 1)], 2));
            }

            Console.WriteLine(row == 3 ? string.Create(CultureInfo.InvariantCulture, $"   {best}, with a probability of {probabilities[best]:P0}") : "");
        }
    }

    private static int Largest(ReadOnlySpan<float> numbers)
    {
        int best = 0;
        for (int k = 1; k < numbers.Length; k++)
        {
            best = numbers[k] > numbers[best] ? k : best;
        }

        return best;
    }
}
