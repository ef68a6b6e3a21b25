namespace MlpGen.Playground.Learning;

/// <summary>What is to be learnt: rows of inputs, each with its row of targets.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="InputSize">Numbers a row of inputs.</param>
/// <param name="TargetSize">Numbers a row of targets.</param>
/// <param name="Inputs">Row by row.</param>
/// <param name="Targets">Row by row; of a classification 0 or 1 at each class, or at the one class.</param>
/// <param name="IsClassification">Whether targets are classes, not numbers.</param>
public sealed record Samples(string Name, int InputSize, int TargetSize, double[] Inputs, double[] Targets, bool IsClassification)
{
    /// <summary>How many samples there are.</summary>
    public int Count => Inputs.Length / InputSize;

    /// <summary>The class of a sample: which target is largest, or of one target whether it is above a half.</summary>
    /// <param name="sample">Counted from 0.</param>
    public int ClassOf(int sample)
    {
        ReadOnlySpan<double> target = Targets.AsSpan(sample * TargetSize, TargetSize);
        if (TargetSize == 1)
        {
            return target[0] > 0.5 ? 1 : 0;
        }

        int largest = 0;
        for (int k = 1; k < target.Length; k++)
        {
            largest = target[k] > target[largest] ? k : largest;
        }

        return largest;
    }

    /// <summary>The same with two targets in place of one class, or the other way, as a network of so many outputs needs them.</summary>
    /// <param name="outputs">The outputs of the network.</param>
    public Samples ForOutputs(int outputs)
    {
        if (!IsClassification || outputs == TargetSize || outputs > 2)
        {
            return this;
        }

        double[] targets = outputs == 1
            ? [.. Enumerable.Range(0, Count).Select(sample => (double)ClassOf(sample))]
            : [.. Enumerable.Range(0, Count).SelectMany(sample => ClassOf(sample) == 1 ? new double[] { 0, 1 } : [1, 0])];
        return this with { TargetSize = outputs, Targets = targets };
    }
}
