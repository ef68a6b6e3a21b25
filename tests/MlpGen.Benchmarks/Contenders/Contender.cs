using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>One way to compute a network, with memory for a fixed number of samples. All contenders get the same parameters, inputs
/// and targets, and reuse all their memory.</summary>
internal abstract class Contender
{
    /// <summary>Zero while timing, so that every step does the same work however often it is taken.</summary>
    public float LearningRate { get; set; }

    /// <summary>Does the work so many times. The loop is the contender's, so that no indirect call is timed.</summary>
    public abstract void Run(Work work, int times);

    /// <summary>The outputs of the last run, row by row.</summary>
    public abstract float[] CopyOutputs();

    /// <summary>The parameters in the order of the generated network.</summary>
    public abstract float[] CopyParameters();

    /// <summary>The gradient that the last run left, in the same order.</summary>
    public abstract float[] CopyGradient();
}
