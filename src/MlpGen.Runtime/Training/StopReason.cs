namespace MlpGen.Training;

/// <summary>Why a training run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The validation loss had not improved for <see cref="TrainerOptions.Patience"/> epochs.</summary>
    EarlyStopping,
}
