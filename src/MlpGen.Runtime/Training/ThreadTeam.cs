using System.Runtime.ExceptionServices;

namespace MlpGen.Training;

/// <summary>Threads that wait for work: each takes its share of some numbered pieces, the calling thread among them.</summary>
/// <remarks>Which thread does which piece is fixed, so that what a thread has in its cache it meets again. Calls allocate nothing.</remarks>
internal sealed class ThreadTeam : IDisposable
{
    private readonly Signal[] _starts, _ends;
    private readonly Thread[] _others;
    private readonly Exception?[] _failures;
    private Action<int>? _work;
    private int _pieces, _turn;

    /// <param name="threads">How many threads, the calling one included; at least 2. No more than there are processors: they would spin in
    /// each other's way.</param>
    public ThreadTeam(int threads)
    {
        _failures = new Exception?[threads];
        _starts = [.. Enumerable.Range(1, threads - 1).Select(_ => new Signal())];
        _ends = [.. Enumerable.Range(1, threads - 1).Select(_ => new Signal())];
        _others = [.. Enumerable.Range(1, threads - 1).Select(NewThread)];
        Array.ForEach(_others, static thread => thread.Start());
    }

    /// <summary>How many threads there are, the calling one included.</summary>
    public int Threads => _failures.Length;

    /// <summary>Does all pieces, and returns when the last is done. An exception of any of them is thrown here, after that.</summary>
    /// <param name="work">Does the piece of that number. Called from all threads.</param>
    /// <param name="pieces">How many there are.</param>
    public void Run(Action<int> work, int pieces)
    {
        _work = work;
        _pieces = pieces;
        BeginTurn();
        Work(0);
        foreach (Signal end in _ends)
        {
            end.WaitFor(_turn);
        }

        foreach (Exception? failure in _failures)
        {
            if (failure is not null)
            {
                Array.Clear(_failures);
                ExceptionDispatchInfo.Throw(failure);
            }
        }
    }

    public void Dispose()
    {
        _work = null;
        BeginTurn();
        foreach (Thread thread in _others)
        {
            thread.Join();
        }

        Array.ForEach(_starts, static start => start.Dispose());
        Array.ForEach(_ends, static end => end.Dispose());
    }

    private void BeginTurn()
    {
        _turn++;
        foreach (Signal start in _starts)
        {
            start.Raise();
        }
    }

    private Thread NewThread(int member) => new(() =>
    {
        for (int turn = 1; ; turn++)
        {
            _starts[member - 1].WaitFor(turn);
            if (_work is null)
            {
                return;
            }

            Work(member);
            _ends[member - 1].Raise();
        }
    })
    { IsBackground = true, Name = $"MlpGen training {member}" };

    private void Work(int member)
    {
        try
        {
            for (int piece = member; piece < _pieces; piece += Threads)
            {
                _work!(piece);
            }
        }
#pragma warning disable CA1031 // it is thrown again, on the thread that called
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failures[member] = failure;
        }
    }
}
