namespace MlpGen.Training;

/// <summary>How the samples of an epoch become mini-batches and parts of these: the same wherever a part is computed.</summary>
/// <param name="options">How to train.</param>
/// <param name="samples">How many samples there are.</param>
internal readonly struct BatchLayout(TrainerOptions options, int samples)
{
    private readonly int _smallBatch = Math.Min(options.BatchSize, samples);

    /// <summary>How many samples an epoch has.</summary>
    public int Samples => samples;

    /// <summary>How many samples a step sees; the last of an epoch may see fewer.</summary>
    public int StepSize { get; } = Math.Min(options.StepSize, samples);

    /// <summary>How many steps an epoch has.</summary>
    public int StepCount => 1 + (samples - 1) / StepSize;

    /// <summary>Whether samples are met in another order than that of the data: one batch of all samples has no order worth shuffling.</summary>
    public bool IsShuffled { get; } = options.Shuffle && samples > Math.Min(options.StepSize, samples);

    /// <summary>How many parts a step has.</summary>
    public int Shards => Math.Min(options.Shards, StepSize);

    /// <summary>The most samples of a part that are computed together.</summary>
    public int Capacity => 1 + (_smallBatch - 1) / Shards;

    /// <summary>The samples of a step.</summary>
    /// <param name="epoch">0 for the first.</param>
    /// <param name="batch">Which of its steps, 0 for the first.</param>
    /// <param name="step">Its number in the run.</param>
    public MiniBatch Batch(int epoch, int batch, long step)
    {
        int first = batch * StepSize;
        return new MiniBatch(epoch, first, Math.Min(StepSize, samples - first), step);
    }
}
