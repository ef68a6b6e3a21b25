namespace MlpGen.Training;

/// <summary>Why a training run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The validation loss had not improved for <see cref="TrainerOptions.Patience"/> epochs.</summary>
    EarlyStopping,

    /// <summary>The training loss is <see cref="FullBatchOptions.TargetLoss"/> or less.</summary>
    TargetReached,

    /// <summary>The gradient is as small as <see cref="FullBatchOptions.GradientTolerance"/> asks: a minimum, to that precision.</summary>
    Converged,

    /// <summary>No step led to a smaller loss, the shortest included: what is left of the gradient is rounding, or a kink.</summary>
    NoProgress,
}
