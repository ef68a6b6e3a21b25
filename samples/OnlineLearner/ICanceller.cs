namespace OnlineLearner;

/// <summary>Predicts the echo from the voice that caused it, and learns from each sample how wrong it was.</summary>
internal interface ICanceller
{
    /// <summary>Takes one step: predicts, compares, and learns.</summary>
    /// <param name="voice">The latest samples that were played, the newest first; <see cref="EchoPath.Taps"/> of them.</param>
    /// <param name="microphone">What the microphone heard.</param>
    /// <returns>What is left of it without the predicted echo, to be sent to the far end.</returns>
    float Step(ReadOnlySpan<float> voice, float microphone);
}
