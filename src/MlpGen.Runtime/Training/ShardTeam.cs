namespace MlpGen.Training;

/// <summary>Threads that wait for work: each takes its share of some numbered pieces, the calling thread among them.</summary>
/// <remarks>Which thread does which piece is fixed. Calls allocate nothing.</remarks>
internal sealed class ShardTeam : IDisposable
{
    private readonly int _pieces;
    private readonly Action<int> _work;
    private readonly Barrier _barrier;
    private readonly Thread[] _others;
    private readonly Exception?[] _failures;
    private volatile bool _isDone;

    /// <param name="pieces">How many pieces there are.</param>
    /// <param name="threads">How many threads to share them, the calling one included; at least 2.</param>
    /// <param name="work">Does the piece of that number. Called from all threads.</param>
    public ShardTeam(int pieces, int threads, Action<int> work)
    {
        _pieces = pieces;
        _work = work;
        _barrier = new Barrier(threads);
        _failures = new Exception?[threads];
        _others = new Thread[threads - 1];
        for (int i = 0; i < _others.Length; i++)
        {
            int member = i + 1;
            _others[i] = new Thread(() => WaitForWork(member)) { IsBackground = true, Name = $"MlpGen training {member}" };
            _others[i].Start();
        }
    }

    /// <summary>Does all pieces, and returns when the last is done. An exception of any of them is thrown here.</summary>
    public void Run()
    {
        _barrier.SignalAndWait();
        Work(0);
        _barrier.SignalAndWait();
        foreach (Exception? failure in _failures)
        {
            if (failure is not null)
            {
                Array.Clear(_failures);
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }
    }

    public void Dispose()
    {
        _isDone = true;
        _barrier.SignalAndWait();
        foreach (Thread thread in _others)
        {
            thread.Join();
        }

        _barrier.Dispose();
    }

    private void WaitForWork(int member)
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_isDone)
            {
                return;
            }

            Work(member);
            _barrier.SignalAndWait();
        }
    }

    private void Work(int member)
    {
        try
        {
            for (int piece = member; piece < _pieces; piece += _barrier.ParticipantCount)
            {
                _work(piece);
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
