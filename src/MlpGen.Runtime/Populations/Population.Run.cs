using System.Runtime.CompilerServices;

namespace MlpGen.Populations;

/// <content>How a call is shared among threads, and members among kernels.</content>
public sealed partial class Population<TNet, T>
{
    /// <summary>Numbers that are read in a call, below which threads cost more than they bring.</summary>
    private const long LeastWorkOfThreads = 200_000;

    private readonly MemberWorker<T>[] _workers;
    private readonly StripeRows<T>[] _stripeRows;
    private readonly Action<int> _work;
    private MemberJob<T> _job;
    private MemberLosses<T>? _jobLosses;
    private RowLosses<T>? _jobRows;

    private void Run(in MemberJob<T> job)
    {
        _job = job;
        if (_team is null || (long)Members * TNet.ParameterCount * job.Samples < LeastWorkOfThreads)
        {
            Work(0, 1);
        }
        else
        {
            _team.Run(_work, Threads);
        }
    }

    /// <summary>One of some shares of all members.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Work(int share, int shares)
    {
        foreach (MemberRun run in Parameters.Layout.Runs)
        {
            int from = (int)((long)run.Stripes * share / shares), to = (int)((long)run.Stripes * (share + 1) / shares);
            if (run.IsRows)
            {
                RunRows(run.First + from, run.First + to);
            }
            else if (_job.Samples < Parameters.Layout.LeastSamplesTurned)
            {
                _workers[share].Run(in _job, _jobLosses, Parameters.Packed, run, from, to);
            }
            else
            {
                RunTurned(_stripeRows[share], run, from, to);
            }
        }
    }

    /// <summary>Members with rows of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void RunRows(int from, int to)
    {
        int size = TNet.ParameterCount;
        ReadOnlySpan<T> packed = Parameters.Packed;
        for (int member = from; member < to; member++)
        {
            RunRow(member, packed.Slice(member * size, size), _job.Gradient is null ? default : new(_job.Gradient + ((nint)member * size), size));
        }
    }

    /// <summary>Stripes, turned to rows first: of so many samples that these fill vectors as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void RunTurned(StripeRows<T> rows, MemberRun run, int from, int to)
    {
        int size = TNet.ParameterCount;
        for (int stripe = from; stripe < to; stripe++)
        {
            int first = run.First + (stripe * run.Lanes);
            bool hasGradient = _job.Gradient is not null;
            rows.Turn(Parameters.Packed.Slice(first * size, run.Lanes * size), run.Lanes, hasGradient);
            for (int lane = 0; lane < run.Lanes; lane++)
            {
                RunRow(first + lane, rows.Parameters(lane), hasGradient ? rows.Gradient(lane) : default);
            }

            if (hasGradient)
            {
                rows.AddGradient(new(_job.Gradient + ((nint)first * size), run.Lanes * size), run.Lanes);
            }
        }
    }

    /// <summary>One member, by the network's own code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void RunRow(int member, ReadOnlySpan<T> row, Span<T> gradient)
    {
        int inputs = TNet.InputSize, outputs = TNet.OutputSize, samples = _job.Samples;
        nint first = _job.First(member);
        var x = new ReadOnlySpan<T>(_job.Inputs + (first * inputs), samples * inputs);
        if (_jobRows is not null)
        {
            _job.Losses[member] = _jobRows.Run(
                row, x, _job.Targets is null ? default : new(_job.Targets + (first * outputs), samples * outputs),
                _job.Labels is null ? default : new(_job.Labels + first, samples), gradient);
        }
        else if (samples == 1)
        {
            TNet.Forward(row, x, new(_job.Outputs + ((nint)member * outputs), outputs));
        }
        else
        {
            TNet.ForwardBatch(row, x, new(_job.Outputs + ((nint)member * samples * outputs), samples * outputs));
        }
    }
}
