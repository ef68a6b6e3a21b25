using System.Numerics;

namespace MlpGen.Training;

/// <summary>The memory of one call of <see cref="FullBatchTrainer{TNetwork, T}.Fit(DataSet{T}, DataSet{T}?, IProgress{EpochReport}?, CancellationToken)"/>,
/// and what takes its steps.</summary>
internal abstract class FullBatchRun<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The loss of the network's parameters, without any penalty.</summary>
    public abstract double Loss { get; }

    /// <summary>The length of the last step, or its damping: <see cref="EpochReport.LearningRate"/>.</summary>
    public abstract double StepSize { get; }

    /// <summary>How often steps have computed the loss of all samples.</summary>
    public long Evaluations { get; protected set; }

    /// <summary>The largest number of the gradient of loss and penalty, in absolute value; computed if it is not there yet.</summary>
    public abstract double LargestGradient(CancellationToken cancellation);

    /// <summary>Takes a step to a smaller loss.</summary>
    /// <param name="cancellation">Looked at before everything that sees all samples.</param>
    /// <returns>False if there was none to be found; parameters are then as they were.</returns>
    /// <exception cref="OperationCanceledException">Cancelled. Parameters are as before the step, and the next call takes the same.</exception>
    public abstract bool TryStep(CancellationToken cancellation);

    public abstract void Dispose();
}
