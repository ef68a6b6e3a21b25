namespace MlpGen.Evolution;

/// <summary>Why a search is over.</summary>
public enum SearchStop
{
    /// <summary>It is not.</summary>
    None,

    /// <summary><see cref="SearchOptions.Generations"/> generations are done.</summary>
    Completed,

    /// <summary>A loss was <see cref="SearchOptions.TargetLoss"/> or less.</summary>
    TargetReached,

    /// <summary>The losses of the members, and the best of the last generations, differ by no more than
    /// <see cref="CmaEsOptions.LossTolerance"/>: the bottom, or a plain.</summary>
    LossesEqual,

    /// <summary>In every direction, members lie closer together than <see cref="CmaEsOptions.StepTolerance"/>.</summary>
    StepsTiny,

    /// <summary>Members lie more than ten thousand times as far apart as at the start: the start was too far from any minimum for its step
    /// size, or the loss falls for ever.</summary>
    StepsHuge,

    /// <summary>The longest axis of the distribution is too long for the shortest: <see cref="CmaEsOptions.MaxCondition"/>.</summary>
    IllConditioned,

    /// <summary>A step along an axis, or of a parameter, is too small to change the mean: that is how many digits there are.</summary>
    NoEffect,

    /// <summary>Neither the best nor the median loss of a generation has fallen for a long time.</summary>
    Stagnation,
}
