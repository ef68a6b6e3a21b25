namespace MlpGen.Optimizers;

/// <summary>A range of parameters that are updated in a way of their own.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">Behind the last.</param>
/// <param name="LearningRateFactor">What the optimizer's learning rate is multiplied by; 0 leaves parameters and what is remembered of them as
/// they are.</param>
/// <param name="WeightDecay">λ, in place of the optimizer's.</param>
internal readonly record struct ParameterGroup(int Start, int End, double LearningRateFactor, double WeightDecay);
