namespace OnlineLearner;

/// <summary>The baseline, found in most telephones: the normalised least mean squares filter (Widrow and Hoff, 1960; Nagumo and
/// Noda, 1967), w ← w + μ·e·x / (ε + ‖x‖²). It is linear, and so cannot follow the loudspeaker where that saturates.</summary>
/// <param name="stepSize">μ, between 0 and 2.</param>
internal sealed class LinearCanceller(float stepSize) : ICanceller
{
    /// <summary>The best μ of 0.1, 0.3, 0.5, 1 and 1.5 for this problem: a baseline is worth beating only if it is good.</summary>
    public const float BestStepSize = 1;

    private readonly float[] _weights = new float[EchoPath.Taps];

    /// <inheritdoc/>
    public float Step(ReadOnlySpan<float> voice, float microphone)
    {
        float echo = 0, power = 1e-3f;
        for (int k = 0; k < voice.Length; k++)
        {
            echo += _weights[k] * voice[k];
            power += voice[k] * voice[k];
        }

        float error = microphone - echo, rate = stepSize * error / power;
        for (int k = 0; k < voice.Length; k++)
        {
            _weights[k] += rate * voice[k];
        }

        return error;
    }
}
