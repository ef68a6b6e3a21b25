using System.Diagnostics;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Machine;

/// <summary>Times several contenders at the same work in turns, so that a busy moment of the machine hits all of them.</summary>
/// <remarks>Turns are shorter than a scheduler's slice where one call is: on a machine with other things to do, most of them then pass
/// without an interruption, and the median is one that did. A call that takes longer is timed by the processor's time instead, which
/// stands still while others run.</remarks>
internal sealed class Race
{
    private const double TurnMilliseconds = 0.4;
    private const int LeastRounds = 9, MostRounds = 301;
    private const int WarmUpCalls = 40; // the JIT compiles a method anew after 30

    private readonly Action<int>[] _contenders;
    private readonly int[] _times;
    private readonly List<double>[] _nanoseconds;
    private readonly int _samples;

    /// <param name="work">What is done, on how many samples.</param>
    /// <param name="contenders">Who does it; ratios refer to the first.</param>
    public Race(Case work, params Contender[] contenders)
        : this(work.Samples, [.. contenders.Select(contender => (Action<int>)(times => contender.Run(work.Work, times)))])
    {
    }

    /// <param name="samples">How many samples one call takes.</param>
    /// <param name="contenders">Each does its call so many times; ratios refer to the first.</param>
    public Race(int samples, params Action<int>[] contenders)
    {
        _samples = samples;
        _contenders = contenders;
        _times = new int[contenders.Length];
        _nanoseconds = [.. contenders.Select(_ => new List<double>(MostRounds))];
    }

    /// <summary>A race of calls, each done as often as a turn has time for.</summary>
    public static Race Of(int samples, params Action[] calls) =>
        new(samples, [.. calls.Select(call => (Action<int>)(times =>
        {
            for (int i = 0; i < times; i++)
            {
                call();
            }
        }))]);

    /// <summary>Bytes that the first contender allocated in all timed calls.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Lets the JIT see enough calls to compile its best code; to be repeated after a pause, for it works in the background.</summary>
    public void WarmUp()
    {
        foreach (Action<int> contender in _contenders)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < WarmUpCalls && Stopwatch.GetElapsedTime(start).TotalMilliseconds < 150; i++)
            {
                contender(1);
            }
        }
    }

    /// <summary>Takes turns for about so many milliseconds.</summary>
    public void Run(double milliseconds)
    {
        for (int c = 0; c < _contenders.Length; c++)
        {
            _times[c] = Calibrate(_contenders[c], TurnMilliseconds);
        }

        long begin = Stopwatch.GetTimestamp();
        for (int round = 0; round < LeastRounds || (round < MostRounds && Stopwatch.GetElapsedTime(begin).TotalMilliseconds < milliseconds); round++)
        {
            for (int c = 0; c < _contenders.Length; c++)
            {
                UsedStack.Leave();
                long bytes = GC.GetAllocatedBytesForCurrentThread();
                TimeSpan processor = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                _contenders[c](_times[c]);
                double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
                bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
                if (_times[c] == 1 && elapsed > 2e6 * TurnMilliseconds)
                {
                    elapsed = Math.Min(elapsed, (Environment.CpuUsage.TotalTime - processor).TotalNanoseconds);
                }

                _nanoseconds[c].Add(elapsed / _times[c] / _samples);
                AllocatedBytes += c == 0 ? bytes : 0;
            }
        }
    }

    /// <summary>The median time of a contender, in nanoseconds a sample.</summary>
    public double Nanoseconds(int contender) => Median(_nanoseconds[contender]);

    /// <summary>The least time of a contender, in nanoseconds a sample: where no ratio evens out the noise.</summary>
    public double LeastNanoseconds(int contender) => _nanoseconds[contender].Min();

    /// <summary>How many times longer a contender takes than the first: the median over the rounds, each compared with itself.</summary>
    public double Ratio(int contender) => Median(_nanoseconds[contender].Zip(_nanoseconds[0], (time, first) => time / first));

    private static int Calibrate(Action<int> contender, double milliseconds)
    {
        for (int times = 1; ; times *= 2)
        {
            long start = Stopwatch.GetTimestamp();
            contender(times);
            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (elapsed * 2 > milliseconds || times > 1 << 28)
            {
                return Math.Max(1, (int)(times * milliseconds / elapsed));
            }
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
