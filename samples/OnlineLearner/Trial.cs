using System.Diagnostics;

namespace OnlineLearner;

/// <summary>One telephone call: a voice, what the microphone hears of it, and what a canceller makes of that. Halfway through,
/// somebody moves the telephone.</summary>
internal sealed class Trial
{
    /// <summary>Levels are taken over a quarter of a second: a syllable.</summary>
    public const int Window = EchoPath.SampleRate / 4;

    private readonly float[] _voice;
    private readonly float[] _microphone;

    /// <summary>Prepares a call, so that the steps of all cancellers meet the same sound, and their time is theirs alone.</summary>
    /// <param name="seconds">Its length.</param>
    /// <param name="seed">The same seed gives the same call.</param>
    public Trial(int seconds, int seed)
    {
        int samples = seconds * EchoPath.SampleRate;
        _voice = new float[EchoPath.Taps - 1 + samples];
        _microphone = new float[samples];

        var voice = new Voice(seed);
        var path = new EchoPath(seed + 1);
        for (int n = 0; n < samples; n++)
        {
            if (n == samples / 2)
            {
                path.ChangeRoom();
            }

            float spoken = voice.Next();
            _voice[samples - 1 - n] = spoken;
            _microphone[n] = path.Play(spoken);
        }
    }

    /// <summary>The number of samples, and so of steps.</summary>
    public int Steps => _microphone.Length;

    /// <summary>The power that the microphone hears, a value each <see cref="Window"/>.</summary>
    public double[] MicrophonePower() => WindowPower(_microphone);

    /// <summary>Lets a canceller run through the call.</summary>
    /// <param name="canceller">A fresh one; it learns as it goes.</param>
    public TrialResult Run(ICanceller canceller)
    {
        float[] residual = new float[Steps];
        long[] ticks = new long[Steps];
        int collections = GC.CollectionCount(0);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < residual.Length; n++)
        {
            // The voice is stored backwards, so that its latest samples are a span with the newest first.
            ReadOnlySpan<float> latest = _voice.AsSpan(Steps - 1 - n, EchoPath.Taps);
            long start = Stopwatch.GetTimestamp();
            residual[n] = canceller.Step(latest, _microphone[n]);
            ticks[n] = Stopwatch.GetTimestamp() - start;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        collections = GC.CollectionCount(0) - collections; // of any generation: an older one collects the youngest too
        return new TrialResult(WindowPower(residual), new StepTimes(ticks), collections, allocated);
    }

    private static double[] WindowPower(float[] signal) =>
        [.. signal.Chunk(Window).Select(window => window.Average(sample => (double)sample * sample))];
}
