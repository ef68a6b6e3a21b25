namespace MlpGen.Cluster;

/// <summary>How many trainings a silo runs at a time: as many as it has processors. Others wait for a place.</summary>
internal sealed class Workplaces : IDisposable
{
    private readonly SemaphoreSlim _free = new(Environment.ProcessorCount);

    /// <summary>Does work on a thread of its own at once.</summary>
    public static Task<TResult> OnThreadOfItsOwn<TResult>(Func<TResult> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Does work on a thread of its own, which may take any time, once there is a place.</summary>
    public async Task<TResult> Run<TResult>(Func<TResult> work, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await OnThreadOfItsOwn(work).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
