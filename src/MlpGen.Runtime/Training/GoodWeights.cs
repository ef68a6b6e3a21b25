using System.Numerics;
using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>Where a run can go back to when it diverges: weights that had a finite loss, with what the optimizer remembered
/// then.</summary>
internal sealed class GoodWeights<T>(int parameterCount, int stateSize)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _parameters = new T[parameterCount];
    private readonly T[] _optimizerState = new T[stateSize];
    private double _learningRate;

    /// <summary>How far training was then.</summary>
    public Progress Progress { get; private set; }

    /// <summary>Copies everything.</summary>
    public void Keep(ReadOnlySpan<T> parameters, IOptimizer<T> optimizer, Progress progress)
    {
        parameters.CopyTo(_parameters);
        optimizer.SaveState(_optimizerState);
        _learningRate = optimizer.LearningRate;
        Progress = progress;
    }

    /// <summary>Puts everything back.</summary>
    public void Restore(Span<T> parameters, IOptimizer<T> optimizer)
    {
        _parameters.CopyTo(parameters);
        optimizer.LoadState(_optimizerState);
        optimizer.LearningRate = _learningRate;
    }
}
