namespace MlpGen.Optimizers;

/// <summary>What a run of parameters is updated with.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="WeightDecay">λ.</param>
internal readonly record struct Rates(double LearningRate, double WeightDecay);
