namespace MlpGen;

/// <summary>What is known of a loss at run time.</summary>
/// <param name="Function">What training minimizes.</param>
/// <param name="Delta">The δ of <see cref="LossFunction.Huber"/>; no other loss reads it.</param>
public readonly record struct LossInfo(LossFunction Function, double Delta = 1);
