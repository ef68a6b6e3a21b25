using Digits.Data;
using MlpGen;

namespace Digits.Results;

/// <summary>How a network reads pictures that it has not learned from.</summary>
/// <param name="Readings">One for each picture, in order.</param>
internal sealed record TestResult(IReadOnlyList<Reading> Readings)
{
    /// <summary>The number of pictures read right.</summary>
    public int Correct => Readings.Count(reading => reading.Predicted == reading.Actual);

    /// <summary>The share of them, 0 to 1.</summary>
    public double Accuracy => (double)Correct / Readings.Count;

    /// <summary>Lets a network read pictures.</summary>
    public static TestResult Of<TNetwork>(TNetwork network, DigitSet pictures)
        where TNetwork : INetwork<TNetwork, float>
    {
        float[] outputs = new float[pictures.Count * TNetwork.OutputSize];
        TNetwork.ForwardBatch(network.Parameters, pictures.Images, outputs);
        return new TestResult([.. pictures.Labels.Select((label, index) => Read(outputs.AsSpan(index * TNetwork.OutputSize, TNetwork.OutputSize), label, index))]);
    }

    /// <summary>The mistakes, those first in which the network was surest of a wrong digit and gave least to the right one.</summary>
    public IEnumerable<Reading> WorstMistakes() => Readings
        .Where(reading => reading.Predicted != reading.Actual)
        .OrderByDescending(reading => reading.Score - reading.ActualScore)
        .ThenBy(reading => reading.Index);

    private static Reading Read(ReadOnlySpan<float> outputs, int actual, int index)
    {
        int largest = 0;
        for (int digit = 1; digit < outputs.Length; digit++)
        {
            largest = outputs[digit] > outputs[largest] ? digit : largest;
        }

        return new Reading(index, actual, largest, outputs[largest], outputs[actual]);
    }
}
