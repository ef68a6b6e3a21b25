namespace MlpGen.Cluster;

/// <summary>A run over silos cannot go on: it diverged, silos have different data, or none answered for too long. The message says which.</summary>
public sealed class ClusterTrainingException : Exception
{
    /// <summary>A run that cannot go on.</summary>
    public ClusterTrainingException()
        : base("A run over silos cannot go on.")
    {
    }

    /// <summary>A run that cannot go on.</summary>
    /// <param name="message">Why.</param>
    public ClusterTrainingException(string message)
        : base(message)
    {
    }

    /// <summary>A run that cannot go on.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What caused it.</param>
    public ClusterTrainingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
