using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>A run at work: a trainer, without its type arguments.</summary>
internal interface ITrainingSession
{
    /// <summary>The reports of all epochs so far. May be asked for from any thread.</summary>
    EpochReport[] Reports { get; }

    /// <summary>How many steps have been taken.</summary>
    long Step { get; }

    /// <summary>The silos that computed the parts of the last step, in the order of parts; none if it was this process.</summary>
    string[] Workers { get; }

    /// <summary>How it ended; null before.</summary>
    TrainingHistory? History { get; }

    /// <summary>Trains for a while.</summary>
    /// <param name="time">About how long, at least a step.</param>
    /// <param name="cancellation">Ends it after the present step.</param>
    /// <returns>Whether the run is at its end.</returns>
    bool Train(TimeSpan time, CancellationToken cancellation);

    /// <summary>A training state, from which another session goes on as if nothing had happened.</summary>
    byte[] Save();

    /// <summary>Goes on from there.</summary>
    void Load(byte[] state);

    /// <summary>The parameters that the network ended with, as they lie in memory.</summary>
    byte[] Parameters();
}
