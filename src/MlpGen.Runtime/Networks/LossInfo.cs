namespace MlpGen;

/// <summary>What is known of a network's loss at run time.</summary>
/// <param name="Function">What training minimizes.</param>
/// <param name="Delta">The δ of <see cref="LossFunction.Huber"/>, as <see cref="LossAttribute.Delta"/> says; no other loss reads it.</param>
public readonly record struct LossInfo(LossFunction Function, double Delta);
