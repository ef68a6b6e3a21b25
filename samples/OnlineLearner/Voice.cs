namespace OnlineLearner;

/// <summary>A voice, as far as an echo canceller is concerned: coloured noise that swells and fades like syllables.</summary>
/// <param name="seed">The same seed gives the same voice.</param>
internal sealed class Voice(int seed)
{
    private const double Syllables = 4;      // a second
    private const double Resonance = 500;    // Hz, the first formant of a vowel, roughly
    private const double Damping = 0.9;      // of the resonance, from one sample to the next

    private static readonly double s_feedback = 2 * Damping * Math.Cos(2 * Math.PI * Resonance / EchoPath.SampleRate);

    private readonly Random _random = new(seed);
    private double _previous, _beforeThat, _time;

    /// <summary>The next sample, mostly within ±1.</summary>
    public float Next()
    {
        // Two uniform numbers make a triangular one: near enough to a breath through the glottis.
        double breath = _random.NextDouble() - _random.NextDouble();
        double vowel = (s_feedback * _previous) - (Damping * Damping * _beforeThat) + breath;
        (_beforeThat, _previous) = (_previous, vowel);

        double loudness = 0.15 + (0.85 * Math.Pow(Math.Sin(Math.PI * Syllables * _time), 2));
        _time += 1.0 / EchoPath.SampleRate;
        return (float)(0.3 * loudness * vowel);
    }
}
