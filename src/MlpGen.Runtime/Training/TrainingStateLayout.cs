using MlpGen.Weights;

namespace MlpGen.Training;

/// <summary>The tensors of a training state in a safetensors file.</summary>
/// <remarks>Those of the history come first: they are the widest, and readers that map a file into memory want each tensor at a multiple
/// of its numbers' size.</remarks>
/// <param name="layers">The network.</param>
/// <param name="epochs">How many epochs are finished.</param>
/// <param name="optimizerNumbers">How many numbers the optimizer remembers.</param>
/// <param name="hasBest">Whether the best weights are kept beside the last.</param>
/// <param name="hasAverage">Whether averaged weights are.</param>
internal sealed class TrainingStateLayout(ReadOnlySpan<LayerInfo> layers, int epochs, int optimizerNumbers, bool hasBest, bool hasAverage)
{
    /// <summary>How the names of the best weights begin.</summary>
    public const string BestPrefix = Safetensors.TrainingPrefix + "best.";

    /// <summary>How the names of averaged weights begin.</summary>
    public const string AveragePrefix = Safetensors.TrainingPrefix + "average.";

    /// <summary><c>training.history.…</c>, a number for each epoch; F64 in every file.</summary>
    public VectorTensor[] History { get; } =
        [.. HistoryColumn.All.Select(column => new VectorTensor($"{Safetensors.TrainingPrefix}history.{column.Name}", epochs))];

    /// <summary>The state dict, with which training goes on.</summary>
    public NetworkTensor[] Parameters { get; } = StateDictLayout.Of(layers);

    /// <summary><c>training.best.…</c>, the state dict of the best epoch; none if it is not kept.</summary>
    public NetworkTensor[] Best { get; } = hasBest ? WithPrefix(BestPrefix, layers) : [];

    /// <summary><c>training.average.…</c>, the state dict of the mean of the last epochs; none if it is not kept.</summary>
    public NetworkTensor[] Average { get; } = hasAverage ? WithPrefix(AveragePrefix, layers) : [];

    /// <summary><c>training.optimizer</c>, what the optimizer remembers.</summary>
    public VectorTensor Optimizer { get; } = new(Safetensors.TrainingPrefix + "optimizer", optimizerNumbers);

    private static NetworkTensor[] WithPrefix(string prefix, ReadOnlySpan<LayerInfo> layers) =>
        [.. StateDictLayout.Of(layers).Select(tensor => tensor with { Name = prefix + tensor.Name })];
}
