using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MlpGen.Training;

/// <summary>A count that one thread raises and one other waits for: it spins for as long as the wait is usually short, and then
/// sleeps.</summary>
/// <remarks>A sleeping thread takes some fifty microseconds to wake up, longer than small networks need for a mini-batch. Neither
/// side allocates.</remarks>
internal sealed class Signal : IDisposable
{
    /// <summary>How long a wait spins: 200 microseconds, a few times what it takes to wake up. Were it less, one thread that overslept would
    /// send the other to sleep, and so on in turns. Whoever needs the processor loses no more by it.</summary>
    private static readonly long s_spinTicks = Stopwatch.Frequency / 5_000;

    /// <summary>How often a spinning thread looks at the count for each time that it looks at the clock.</summary>
    private const int LooksAtOnce = 32;

    private readonly AutoResetEvent _awake = new(false);
    private Shared _shared;

    /// <summary>Counts one further. What was written before is seen by whoever waited for it.</summary>
    public void Raise()
    {
        Interlocked.Increment(ref _shared.Count); // a full fence: either this thread sees the sleeper, or the sleeper the count
        if (Volatile.Read(ref _shared.IsAsleep))
        {
            _awake.Set();
        }
    }

    /// <summary>Returns when the signal has been raised so many times in all.</summary>
    /// <remarks>Interrupting the thread does not end the wait, since the other thread would still be at work on shared memory; the
    /// interruption stays pending.</remarks>
    public void WaitFor(int count)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int look = 0; look < LooksAtOnce; look++)
            {
                if (HasReached(count))
                {
                    return;
                }

                Thread.SpinWait(1);
            }
        }
        while (Stopwatch.GetTimestamp() - start < s_spinTicks);

        Sleep(count);
    }

    public void Dispose() => _awake.Dispose();

    private void Sleep(int count)
    {
        bool isInterrupted = false;
        Volatile.Write(ref _shared.IsAsleep, true);
        Interlocked.MemoryBarrier();
        while (!HasReached(count))
        {
            try
            {
                _awake.WaitOne(); // may return for an earlier count
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        Volatile.Write(ref _shared.IsAsleep, false);
        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    /// <summary>The count may wrap around: what counts is the difference.</summary>
    private bool HasReached(int count) => Volatile.Read(ref _shared.Count) - count >= 0;

    /// <summary>What both threads touch, on a cache line of its own: else whoever writes beside it takes the line away from the one who
    /// spins.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Shared
    {
        [FieldOffset(64)]
        public int Count;

        [FieldOffset(68)]
        public bool IsAsleep;
    }
}
