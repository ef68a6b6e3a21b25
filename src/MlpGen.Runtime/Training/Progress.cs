namespace MlpGen.Training;

/// <summary>How far training is.</summary>
/// <param name="Epoch">How many epochs are finished.</param>
/// <param name="Batch">How many mini-batches of the present epoch are finished.</param>
/// <param name="LossSum">The sum of the losses of all samples in them.</param>
/// <param name="Step">How many steps have been taken in all.</param>
internal readonly record struct Progress(int Epoch, int Batch, double LossSum, long Step);
