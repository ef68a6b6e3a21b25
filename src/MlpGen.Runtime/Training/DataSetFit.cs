using System.Globalization;
using System.Numerics;

namespace MlpGen.Training;

/// <summary>Whether a data set is one for a network.</summary>
internal static class DataSetFit
{
    /// <summary>Throws unless rows have the lengths that the network takes, numbers are finite, and labels and targets are such as its
    /// loss is defined for.</summary>
    public static void Check<TNetwork, T>(DataSet<T> data, string name)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data, name);
        if (data.InputSize != TNetwork.InputSize)
        {
            throw new ArgumentException(
                $"Expected {TNetwork.InputSize} inputs a sample, as {typeof(TNetwork).Name} takes, but the set has {data.InputSize}.", name);
        }

        if (!data.HasLabels && data.TargetSize != TNetwork.OutputSize)
        {
            throw new ArgumentException(
                $"Expected {TNetwork.OutputSize} targets a sample, as {typeof(TNetwork).Name} has outputs, but the set has {data.TargetSize}.", name);
        }

        LossFunction? loss = Losses.Of<TNetwork, T>();
        CheckLabels<TNetwork, T>(data, loss, name);
        CheckFinite(data, name);
        CheckTargets(data, loss, name);
    }

    /// <summary>Throws, naming the first, if an input or a target is NaN or infinite.</summary>
    public static void CheckFinite<T>(DataSet<T> data, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (NonFinite(data) is { } place)
        {
            throw new ArgumentException($"Expected finite numbers, but {place}.", name);
        }
    }

    /// <summary>Where the first NaN or infinity is, and which of them: <c>input 3 of sample 17 (counted from 0) is NaN</c>; null if there
    /// is none.</summary>
    public static string? NonFinite<T>(DataSet<T> data)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        NonFinite(data.Inputs.Span, data.InputSize, "input") ?? NonFinite(data.Targets.Span, data.TargetSize, "target");

    /// <inheritdoc cref="NonFinite{T}(DataSet{T})"/>
    /// <param name="rows">The numbers.</param>
    /// <param name="length">The length of a row.</param>
    /// <param name="what">What one of them is called.</param>
    public static string? NonFinite<T>(ReadOnlySpan<T> rows, int length, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!ParameterScan.AreFinite(rows))
        {
            for (int i = 0; i < rows.Length; i++)
            {
                if (!T.IsFinite(rows[i]))
                {
                    return Describe(rows, i, length, what);
                }
            }
        }

        return null;
    }

    /// <summary>A single output is one class or not, two targets; several are one for each class.</summary>
    private static void CheckLabels<TNetwork, T>(DataSet<T> data, LossFunction? loss, string name)
        where TNetwork : INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool isAnswer = TNetwork.OutputSize == 1 && loss != LossFunction.CrossEntropy;
        int classes = isAnswer ? 2 : TNetwork.OutputSize;
        if (data.ClassCount <= classes)
        {
            return;
        }

        // A part of a set knows the classes of the whole, so that the label may be in another part.
        int largest = data.ClassCount - 1, sample = data.Labels.Span.IndexOf(largest);
        string found = $"the largest is {largest}" + (sample < 0 ? "" : $", that of sample {sample} (counted from 0)");
        throw new ArgumentException(
            isAnswer
                ? $"Expected labels 0 and 1, since {typeof(TNetwork).Name} has one output, a no or a yes, but {found}: " +
                  $"for {data.ClassCount} classes give the last layer {data.ClassCount} outputs, and the network Softmax and CrossEntropy."
                : $"Expected labels from 0 to {classes - 1}, since {typeof(TNetwork).Name} has {classes} outputs, but {found}.",
            name);
    }

    private static void CheckTargets<T>(DataSet<T> data, LossFunction? loss, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (loss is not (LossFunction.CrossEntropy or LossFunction.BinaryCrossEntropy))
        {
            return;
        }

        T most = loss == LossFunction.BinaryCrossEntropy ? T.One : T.PositiveInfinity;
        ReadOnlySpan<T> targets = data.Targets.Span;
        for (int i = 0; i < targets.Length; i++)
        {
            if (!(targets[i] >= T.Zero && targets[i] <= most))
            {
                string expected = loss == LossFunction.BinaryCrossEntropy ? "from 0 to 1, the probabilities of a yes" : "of 0 or more, the probabilities of classes";
                throw new ArgumentException($"Expected targets {expected}, since the loss is {loss}, but {Describe(targets, i, data.TargetSize, "target")}.", name);
            }
        }
    }

    private static string Describe<T>(ReadOnlySpan<T> rows, int index, int length, string what)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {index % length} of sample {index / length} (counted from 0) is {rows[index]}");
}
