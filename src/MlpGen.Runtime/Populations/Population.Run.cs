using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <content>How a call is shared among threads, and members among kernels.</content>
public sealed partial class Population<TNet, T>
{
    /// <summary>Numbers that are read in a call, below which threads cost more than they bring.</summary>
    private const long LeastWorkOfThreads = 200_000;

    /// <summary>What the network says of itself, asked once: it is a type argument, and classes share the code that asks.</summary>
    private readonly int _inputs = TNet.InputSize, _outputs = TNet.OutputSize, _size = TNet.ParameterCount;

    private readonly MemberWorker<T>[] _workers;
    private readonly StripeRows<T>[] _stripeRows;
    private readonly Action<int> _work;
    private MemberJob<T> _job;
    private MemberLosses<T>? _jobLosses;
    private RowLosses<T>? _jobRows;

    /// <summary>Does a job; <see cref="MemberJob{T}"/> says what is null.</summary>
    [MethodImpl(Loop.Hot)]
    private unsafe void Run(int samples, bool isShared, T* inputs, T* outputs, T* targets, int* labels, T* losses, T* gradient)
    {
        _job.Samples = samples;
        _job.IsShared = isShared;
        _job.Inputs = inputs;
        _job.Outputs = outputs;
        _job.Targets = targets;
        _job.Labels = labels;
        _job.Losses = losses;
        _job.Gradient = gradient;
        if (_team is null || (long)Members * _size * _job.Samples < LeastWorkOfThreads)
        {
            Work(0, 1);
        }
        else
        {
            _team.Run(_work, Threads);
        }
    }

    /// <summary>One of some shares of all members.</summary>
    [MethodImpl(Loop.Hot)]
    private void Work(int share, int shares)
    {
        foreach (MemberRun run in Parameters.Layout.Runs)
        {
            int from = Share(run.Stripes, share, shares), to = Share(run.Stripes, share + 1, shares);
            if (run.IsRows)
            {
                RunRows(run.First + from, run.First + to);
            }
            else if (Parameters.Layout.SuitsTurning<T>(_job.Samples))
            {
                RunTurned(_stripeRows[share], run, from, to);
            }
            else
            {
                _workers[share].Run(in _job, _jobLosses, Parameters.Packed, run, from, to);
            }
        }
    }

    /// <summary>How much of it lies before a share. A division is as long as the work of a few members.</summary>
    [MethodImpl(Loop.Inlined)]
    private static int Share(int all, int share, int shares) => shares == 1 ? all * share : (int)((long)all * share / shares);

    /// <summary>Members with rows of their own.</summary>
    [MethodImpl(Loop.Inlined)]
    private unsafe void RunRows(int from, int to)
    {
        int first = from * _size, length = (to - from) * _size;
        RunRows(from, Parameters.Packed.Slice(first, length), _job.Gradient is null ? default : new(_job.Gradient + first, length));
    }

    /// <summary>Stripes, turned to rows first: of so many samples that these fill vectors as well.</summary>
    [MethodImpl(Loop.Hot)]
    private unsafe void RunTurned(StripeRows<T> rows, MemberRun run, int from, int to)
    {
        for (int stripe = from; stripe < to; stripe++)
        {
            int first = run.First + (stripe * run.Lanes);
            bool hasGradient = _job.Gradient is not null;
            rows.Turn(Parameters.Packed.Slice(first * _size, run.Lanes * _size), run.Lanes, hasGradient);
            RunRows(first, rows.Parameters(run.Lanes), hasGradient ? rows.Gradients(run.Lanes) : default);
            if (hasGradient)
            {
                rows.AddGradient(new(_job.Gradient + ((nint)first * _size), run.Lanes * _size), run.Lanes);
            }
        }
    }

    /// <summary>Members one by one, by the network's own code.</summary>
    [MethodImpl(Loop.Hot)]
    private void RunRows(int first, ReadOnlySpan<T> rows, Span<T> gradients)
    {
        if (_jobRows is not null)
        {
            _jobRows.Run(in _job, first, rows, gradients);
            return;
        }

        int size = _size, inputs = _inputs, outputs = _outputs;
        bool isOne = _job.Samples == 1;
        for (int at = 0, member = first; at < rows.Length; at += size, member++)
        {
            if (isOne)
            {
                TNet.Forward(rows.Slice(at, size), _job.InputsOf(member, inputs), _job.OutputsOf(member, outputs));
            }
            else
            {
                TNet.ForwardBatch(rows.Slice(at, size), _job.InputsOf(member, inputs), _job.OutputsOf(member, outputs));
            }
        }
    }
}
