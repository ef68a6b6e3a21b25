namespace MlpGen;

/// <summary>Adds the members that train a network: <c>Loss</c>, <c>LossAndGradient</c> and <c>TrainingLossAndGradient</c>.</summary>
/// <param name="function">What training minimizes.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LossAttribute(LossFunction function) : Attribute
{
    /// <summary>What training minimizes.</summary>
    public LossFunction Function { get; } = function;

    /// <summary>The distance δ at which <see cref="LossFunction.Huber"/> turns from a parabola into a line: 1 unless set; finite
    /// and &gt; 0. An error with any other loss.</summary>
    public double Delta { get; set; } = 1;
}
