namespace MlpGen.Playground.Learning;

/// <summary>Training that stops after every step, so that a page can be drawn in between.</summary>
public abstract class TrainingLoop
{
    /// <summary>How many steps have been taken.</summary>
    public long Steps { get; protected set; }

    /// <summary>How many samples have been seen, in data sets.</summary>
    public double Epochs { get; protected set; }

    /// <summary>η; may be changed between steps.</summary>
    public abstract double LearningRate { get; set; }

    /// <summary>Takes one step, over one batch.</summary>
    public abstract void Step();

    /// <summary>The mean loss over all samples, of the parameters as they are, without dropout and penalties.</summary>
    public abstract double Loss();
}
