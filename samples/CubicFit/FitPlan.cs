namespace CubicFit;

/// <summary>How to fit a network.</summary>
/// <param name="Epochs">How many steps, each over all points; the learning rate falls to zero along half a cosine.</param>
/// <param name="LearningRate">That of the first step.</param>
/// <param name="Starts">From how many different weights to begin.</param>
/// <param name="Seed">Of the first of them.</param>
/// <param name="WeightDecay">λ of AdamW: pulls weights, not biases, to zero.</param>
internal sealed record FitPlan(int Epochs, double LearningRate, int Starts, int Seed, double WeightDecay = 0);
