using System.Diagnostics;

namespace Control;

/// <summary>A pendulum under a controller for some seconds, hanging at first, pushed once it stands.</summary>
internal sealed class Trial
{
    /// <summary>When it is pushed, in s.</summary>
    public const double PushAt = 5;

    /// <summary>By how much, in rad/s.</summary>
    public const double Push = 1.5;

    /// <summary>No farther from upright than this, it stands: in rad.</summary>
    public const double Upright = 0.1;

    /// <param name="controller">What decides.</param>
    /// <param name="seconds">How long.</param>
    public Trial(Controller controller, double seconds)
    {
        int ticks = (int)Math.Round(seconds / Pendulum.Tick);
        (Path, Torques, Decisions) = (new Motion[ticks], new double[ticks], new TimeSpan[ticks]);
        Motion motion = Motion.Hanging;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < ticks; i++)
        {
            if (i == (int)(PushAt / Pendulum.Tick))
            {
                motion = motion with { Speed = motion.Speed + Push };
            }

            long start = Stopwatch.GetTimestamp();
            Torques[i] = controller.Decide(motion);
            Decisions[i] = Stopwatch.GetElapsedTime(start);
            Path[i] = motion;
            motion = Pendulum.Step(motion, Torques[i]);
        }

        AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Where it was at each tick.</summary>
    public Motion[] Path { get; }

    /// <summary>What the motor did.</summary>
    public double[] Torques { get; }

    /// <summary>How long each decision took.</summary>
    public TimeSpan[] Decisions { get; }

    /// <summary>By all decisions together.</summary>
    public long AllocatedBytes { get; }

    /// <summary>When it stands, from then to the push, or from after the push to the end; null if it never does.</summary>
    /// <param name="from">In s: 0, or <see cref="PushAt"/>.</param>
    /// <param name="until">In s.</param>
    public double? StandsFrom(double from, double until)
    {
        int first = (int)Math.Round(from / Pendulum.Tick), last = Math.Min(Path.Length, (int)Math.Round(until / Pendulum.Tick));
        int fallen = Array.FindLastIndex(Path, last - 1, last - first, static motion => motion.Tilt > Upright);
        return fallen == last - 1 ? null : (Math.Max(fallen, first - 1) + 1) * Pendulum.Tick;
    }
}
