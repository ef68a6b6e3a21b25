namespace MlpGen.Playground.Learning;

/// <summary>How to train, as the controls say.</summary>
public sealed record TrainingSettings
{
    /// <summary>What takes the steps.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>η.</summary>
    public double LearningRate { get; init; } = 0.03;

    /// <summary>How many samples a step sees; 0 for all.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>λ₁, the weight of the penalty Σ|w|.</summary>
    public double L1 { get; init; }

    /// <summary>λ₂, the weight decay.</summary>
    public double L2 { get; init; }

    /// <summary>Names the drawn weights, the order of the samples and what is dropped.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>The optimizers to choose from, each as MlpGen.Optimizers defines it.</summary>
public enum OptimizerKind
{
    /// <summary>θ ← θ − η·g.</summary>
    Sgd,

    /// <summary>With a momentum of 0.9.</summary>
    Momentum,

    /// <summary>RMSProp.</summary>
    RmsProp,

    /// <summary>Adam.</summary>
    Adam,
}
