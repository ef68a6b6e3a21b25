using System.Numerics;

namespace MlpGen.Training;

/// <summary>Samples to learn from: inputs, and targets or class labels, row by row in memory.</summary>
/// <remarks>
/// <para>The memory is the caller's, and is not copied by the constructors; whoever writes to it changes the set. The methods that give
/// another set (<see cref="Shuffle"/>, <see cref="Split"/>, normalising) copy, but for <see cref="Slice"/>.</para>
/// <para>A network without <see cref="LossFunction.CrossEntropy"/> takes labels, too: each becomes a row of targets, 1 for its class and
/// 0 for all others; a network with one output takes the labels 0 and 1, which then are the targets.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class DataSet<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Samples with targets.</summary>
    /// <param name="inputs">A row for each sample.</param>
    /// <param name="targets">A row for each sample.</param>
    /// <param name="samples">How many: both lengths must be multiples of it.</param>
    /// <exception cref="ArgumentException">There is no sample, or a length is not that of so many rows.</exception>
    public DataSet(ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, int samples)
        : this(inputs, targets, default, RowLength(inputs.Length, samples, nameof(inputs)), RowLength(targets.Length, samples, nameof(targets)), samples)
    {
    }

    /// <summary>Samples with class labels.</summary>
    /// <param name="inputs">A row for each label.</param>
    /// <param name="labels">The class of each sample, 0 for the first class.</param>
    /// <exception cref="ArgumentException">There is no label, a negative one, or the inputs are not that many rows.</exception>
    public DataSet(ReadOnlyMemory<T> inputs, ReadOnlyMemory<int> labels)
        : this(inputs, default, labels, RowLength(inputs.Length, labels.Length, nameof(inputs)), 0, labels.Length)
    {
        ReadOnlySpan<int> all = labels.Span;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i] < 0)
            {
                throw new ArgumentException($"Expected labels that are 0 or more, but label {i} is {all[i]}.", nameof(labels));
            }

            ClassCount = Math.Max(ClassCount, all[i] + 1);
        }
    }

    private DataSet(ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, ReadOnlyMemory<int> labels, int inputSize, int targetSize, int count)
    {
        Inputs = inputs;
        Targets = targets;
        Labels = labels;
        InputSize = inputSize;
        TargetSize = targetSize;
        Count = count;
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The number of inputs of a sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of targets of a sample; 0 if it has a label.</summary>
    public int TargetSize { get; }

    /// <summary>Whether samples have labels in place of targets.</summary>
    public bool HasLabels => !Labels.IsEmpty;

    /// <summary>One more than the largest label; 0 without labels.</summary>
    public int ClassCount { get; private init; }

    /// <summary><see cref="Count"/> rows of <see cref="InputSize"/>.</summary>
    public ReadOnlyMemory<T> Inputs { get; }

    /// <summary><see cref="Count"/> rows of <see cref="TargetSize"/>; empty with labels.</summary>
    public ReadOnlyMemory<T> Targets { get; }

    /// <summary>The class of each sample; empty with targets.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>The weight of each sample; empty where all count alike.</summary>
    public ReadOnlyMemory<T> Weights { get; private init; }

    /// <summary>Whether samples have weights.</summary>
    public bool HasWeights => !Weights.IsEmpty;

    /// <summary>The sum of all weights; 0 without.</summary>
    internal double TotalWeight
    {
        get
        {
            double sum = 0;
            foreach (T weight in Weights.Span)
            {
                sum += double.CreateTruncating(weight);
            }

            return sum;
        }
    }

    /// <summary>Throws unless the set is one for a network. Trainer and <see cref="Evaluation{TNetwork, T}"/> do it, too.</summary>
    /// <remarks>Rows must have the lengths that the network takes. All numbers must be finite. Labels must be among its outputs; 0 and 1
    /// if it has one. Targets must be from 0 to 1 under <see cref="LossFunction.BinaryCrossEntropy"/>, and not negative under
    /// <see cref="LossFunction.CrossEntropy"/>: outside of that there is no least loss.</remarks>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <exception cref="ArgumentException">It is not. The message names the sample and the number.</exception>
    public void CheckFor<TNetwork>()
        where TNetwork : ITrainableNetwork<TNetwork, T> => DataSetFit.Check<TNetwork, T>(this, "this");

    private static int RowLength(int length, int samples, string name)
    {
        if (samples < 1)
        {
            throw new ArgumentException($"Expected at least one sample, but got {samples}.", name == "inputs" ? nameof(samples) : name);
        }

        return length > 0 && length % samples == 0
            ? length / samples
            : throw new ArgumentException($"Expected {name} to have {samples} rows of one length, but it has length {length}.", name);
    }
}
