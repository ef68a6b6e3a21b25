using System.Numerics;

namespace MlpGen.Training;

/// <summary>What outputs and targets say: a class, or a yes or a no each. It follows from the loss, from the last activation, and from
/// the targets that a set has.</summary>
internal sealed class OutputReading<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _outputCut, _targetCut;

    private OutputReading(bool isClasses, bool isExclusive, T outputCut, T targetCut)
    {
        IsClasses = isClasses;
        IsExclusive = isExclusive;
        _outputCut = outputCut;
        _targetCut = targetCut;
    }

    /// <summary>Whether the largest output names a class; otherwise each output is an answer.</summary>
    public bool IsClasses { get; }

    /// <summary>Whether outputs are probabilities of classes that exclude each other, or logits of them.</summary>
    public bool IsExclusive { get; }

    /// <summary>How to read a network's outputs.</summary>
    /// <param name="data">A set that fits it.</param>
    /// <param name="isMultiLabel">Whether single answers are asked for, even where the loss does not say that there are any.</param>
    public static OutputReading<T> Of<TNetwork>(DataSet<T> data, bool isMultiLabel)
        where TNetwork : ITrainableNetwork<TNetwork, T>
    {
        LossFunction? loss = Losses.Of<TNetwork, T>();
        Activation last = TNetwork.Layers[^1].Activation;
        bool isExclusive = loss == LossFunction.CrossEntropy || last == Activation.Softmax;
        bool hasAnswers = TNetwork.OutputSize == 1 || isMultiLabel || (loss == LossFunction.BinaryCrossEntropy && !data.HasLabels);
        T half = T.One / (T.One + T.One);
        if (loss == LossFunction.BinaryCrossEntropy)
        {
            return new OutputReading<T>(!hasAnswers, isExclusive, last == Activation.Identity ? T.Zero : half, half);
        }

        T cut = IsAroundZero(data.Targets.Span, last) ? T.Zero : half;
        return new OutputReading<T>(isExclusive || !hasAnswers, isExclusive, cut, cut);
    }

    /// <summary>The class that a row names, that of its largest number; −1 if there is a NaN.</summary>
    public static int Class(ReadOnlySpan<T> row)
    {
        int best = 0;
        for (int j = 0; j < row.Length; j++)
        {
            if (T.IsNaN(row[j]))
            {
                return -1;
            }

            best = row[j] > row[best] ? j : best;
        }

        return best;
    }

    /// <summary>What an output answers: 1 for yes, 0 for no, −1 for NaN.</summary>
    public int Answer(T output) => T.IsNaN(output) ? -1 : output >= _outputCut ? 1 : 0;

    /// <summary>What a target answers: 1 for yes, 0 for no.</summary>
    public int TrueAnswer(T target) => target >= _targetCut ? 1 : 0;

    /// <summary>Whether no is below 0 and yes above: as the targets show, or, if all of them are a yes, the function that learns
    /// them.</summary>
    private static bool IsAroundZero(ReadOnlySpan<T> targets, Activation last)
    {
        T least = T.PositiveInfinity, half = T.One / (T.One + T.One);
        foreach (T target in targets)
        {
            least = T.Min(least, target);
        }

        return least < T.Zero || (least >= half && !targets.IsEmpty && last is Activation.Tanh or Activation.HardTanh);
    }
}
