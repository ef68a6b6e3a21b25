namespace MlpGen.Evolution;

public abstract partial class SearchStrategy<T>
{
    /// <summary>Asks and tells until <see cref="StopReason"/> says that the search is over. A call after a cancelled one, or after a state was
    /// loaded, goes on where that was.</summary>
    /// <param name="losses">Computes the losses of a generation; on as many threads, or machines, as it likes.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellation">Looked at before each generation.</param>
    /// <returns>What happened in this call.</returns>
    /// <exception cref="ArgumentException">No loss of a generation was finite. The search is as before it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. The search is as after the last finished generation.</exception>
    public SearchHistory Run(MemberLosses<T> losses, IProgress<GenerationReport>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(losses);
        T[] members = new T[checked(MemberCount * ParameterCount)];
        return Run(
            told =>
            {
                Ask(members);
                losses(members, told);
            }, progress, cancellation);
    }

    /// <param name="loss">Computes the loss of a member.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellation">Looked at before each member.</param>
    /// <inheritdoc cref="Run(MemberLosses{T}, IProgress{GenerationReport}?, CancellationToken)"/>
    public SearchHistory Run(MemberLoss<T> loss, IProgress<GenerationReport>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(loss);
        T[] member = new T[ParameterCount];
        return Run(
            told =>
            {
                for (int k = 0; k < told.Length; k++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    AskOne(k, member);
                    told[k] = loss(member);
                }
            }, progress, cancellation);
    }

    private SearchHistory Run(Action<double[]> compute, IProgress<GenerationReport>? progress, CancellationToken cancellation)
    {
        var generations = new List<GenerationReport>();
        double[] losses = new double[MemberCount];
        while (StopReason == SearchStop.None)
        {
            cancellation.ThrowIfCancellationRequested();
            compute(losses);
            Tell(losses);
            generations.Add(Last);
            progress?.Report(Last);
        }

        return new SearchHistory([.. generations], StopReason);
    }
}
