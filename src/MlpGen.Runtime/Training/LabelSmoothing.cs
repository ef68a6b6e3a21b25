using System.Numerics;

namespace MlpGen.Training;

/// <summary>Targets drawn a little to all classes alike: t ← (1 − ε)·t + ε / classes. Szegedy et al. (2016); as <c>label_smoothing</c> of PyTorch's
/// <c>CrossEntropyLoss</c>.</summary>
internal static class LabelSmoothing
{
    /// <summary>Throws if ε is not 0 and the loss is another.</summary>
    public static void Check<TNetwork, T>(double epsilon)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (epsilon > 0 && Losses.Of<TNetwork, T>() != LossFunction.CrossEntropy)
        {
            throw new ArgumentException(
                $"Expected CrossEntropy, since LabelSmoothing is set, but the loss of {typeof(TNetwork).Name} is {Losses.Of<TNetwork, T>()?.ToString() ?? "not known"}.");
        }
    }

    /// <summary>Smooths rows of targets in place.</summary>
    public static void Apply<T>(Span<T> targets, int classes, double epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T kept = T.CreateTruncating(1 - epsilon), added = T.CreateTruncating(epsilon / classes);
        foreach (ref T target in targets)
        {
            target = kept * target + added;
        }
    }
}
