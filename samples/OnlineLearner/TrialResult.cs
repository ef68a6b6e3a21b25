namespace OnlineLearner;

/// <summary>What a canceller achieved, and what it cost.</summary>
/// <param name="Power">The power of what it left, a value each <see cref="Trial.Window"/>.</param>
/// <param name="Times">How long its steps took.</param>
/// <param name="Collections">Garbage collections meanwhile.</param>
/// <param name="AllocatedBytes">What its steps allocated.</param>
internal sealed record TrialResult(double[] Power, StepTimes Times, int Collections, long AllocatedBytes)
{
    /// <summary>How far it took the echo down, in decibels, over a part of the call: 20 are a tenth of the amplitude.</summary>
    /// <param name="microphone">What <see cref="Trial.MicrophonePower"/> returned.</param>
    /// <param name="from">The first window.</param>
    /// <param name="to">The first window no longer counted.</param>
    public double Reduction(double[] microphone, int from, int to) =>
        10 * Math.Log10(microphone[from..to].Sum() / Power[from..to].Sum());
}
