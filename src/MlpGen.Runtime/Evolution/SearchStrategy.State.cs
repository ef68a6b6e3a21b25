using MlpGen.Training;

namespace MlpGen.Evolution;

public abstract partial class SearchStrategy<T>
{
    /// <inheritdoc/>
    public override SearchState<T> SaveState()
    {
        double[] distribution = new double[_distributionSize];
        var cursor = new StateCursor(distribution, isLoading: false);
        Remember(ref cursor);
        T[] optimizerState = new T[OptimizerStateSize];
        SaveOptimizer(optimizerState);
        return new SearchState<T>
        {
            Kind = StateKind,
            Members = MemberCount,
            Seed = Seed,
            Generation = Generation,
            Mean = Mean.ToArray(),
            Best = [.. _best],
            BestLoss = BestLoss,
            Distribution = distribution,
            OptimizerState = optimizerState,
        };
    }

    /// <summary>Names the kind of search.</summary>
    private protected abstract string StateKind { get; }

    /// <summary>How many numbers the optimizer remembers.</summary>
    private protected virtual int OptimizerStateSize => 0;

    /// <summary>Copies them.</summary>
    private protected virtual void SaveOptimizer(Span<T> state)
    {
    }

    /// <summary>Takes up the mean, and what the optimizer remembers; or throws an <see cref="ArgumentException"/> and changes nothing.</summary>
    private protected abstract void TakeUp(ReadOnlySpan<T> mean, ReadOnlySpan<T> optimizerState);

    /// <summary>Meets all numbers of the distribution. The first is σ.</summary>
    private protected abstract void Remember(ref StateCursor cursor);

    private protected override string StateName => "state of a search";

    private protected override void Write(Stream stream, SearchState<T> state) => SearchStateFile.Write(stream, state);

    private protected override SearchState<T> Read(Stream stream) => SearchStateFile.Read<T>(stream);

    private protected override void TakeUp(SearchState<T> state)
    {
        TakeUp(state.Mean, state.OptimizerState);
        var cursor = new StateCursor(state.Distribution, isLoading: true);
        Remember(ref cursor);
        state.Best.CopyTo(_best, 0);
        BestLoss = state.BestLoss;
        Generation = state.Generation;
        Last = default;
    }

    private protected override (string Expected, string Found)? Misfit(SearchState<T> state) => state switch
    {
        _ when state.Kind != StateKind => ($"the state of {StateKind}", $"that of {state.Kind}"),
        _ when state.Mean.Length != ParameterCount || state.Best.Length != ParameterCount =>
            ($"{ParameterCount} parameters", $"{state.Mean.Length} of the mean and {state.Best.Length} of the best"),
        _ when state.Members != MemberCount => ($"{MemberCount} members", $"{state.Members}"),
        _ when state.Seed != Seed => ($"seed {Seed}", $"{state.Seed}"),
        _ when state.Generation < 0 => ("a count of generations", $"{state.Generation}"),
        _ when double.IsNaN(state.BestLoss) => ("a loss", "NaN"),
        _ when state.Distribution.Length != _distributionSize => ($"{_distributionSize} numbers of the distribution", $"{state.Distribution.Length}"),
        _ when state.OptimizerState.Length != OptimizerStateSize =>
            ($"{OptimizerStateSize} numbers that the optimizer remembers", $"{state.OptimizerState.Length}"),
        _ when state.Distribution.Any(double.IsNaN) || !(double.IsFinite(state.Distribution[0]) && state.Distribution[0] > 0)
            || !ParameterScan.AreFinite<T>(state.Mean) || !ParameterScan.AreFinite<T>(state.Best) =>
            ("numbers of a search, the first of its distribution above 0", "others, or NaN"),
        _ => null,
    };
}
