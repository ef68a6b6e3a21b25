namespace OnlineLearner;

/// <summary>What a hands-free telephone does to the voice of the far end before its microphone hears it: a small loudspeaker
/// that saturates, then a room, then noise.</summary>
internal sealed class EchoPath
{
    /// <summary>Samples in a second.</summary>
    public const int SampleRate = 16_000;

    /// <summary>How many samples of the voice the echo depends on.</summary>
    public const int Taps = 16;

    private const double Noise = 0.003;

    private readonly Random _random;
    private readonly float[] _room = new float[Taps];
    private readonly float[] _speaker = new float[Taps];

    /// <summary>A path with a room of its own.</summary>
    /// <param name="seed">The same seed gives the same room and noise.</param>
    public EchoPath(int seed)
    {
        _random = new Random(seed);
        ChangeRoom();
    }

    /// <summary>Somebody moves the telephone: all reflections change.</summary>
    public void ChangeRoom()
    {
        for (int k = 0; k < Taps; k++)
        {
            // The direct sound first, then reflections that fade.
            _room[k] = (float)((k == 2 ? 0.8 : 0) + (0.5 * ((2 * _random.NextDouble()) - 1) * Math.Exp(-k / 5.0)));
        }
    }

    /// <summary>Plays a sample of the voice, and returns what the microphone hears.</summary>
    public float Play(float voice)
    {
        _speaker.AsSpan(0, Taps - 1).CopyTo(_speaker.AsSpan(1));
        _speaker[0] = Saturate(voice);

        double heard = Noise * ((2 * _random.NextDouble()) - 1);
        for (int k = 0; k < Taps; k++)
        {
            heard += _room[k] * _speaker[k];
        }

        return (float)heard;
    }

    /// <summary>A small membrane follows quiet sound, cannot follow loud sound, and is stiffer one way than the other.</summary>
    private static float Saturate(float voice) => MathF.Tanh((1.8f * voice) + (0.5f * voice * voice)) / 1.8f;
}
