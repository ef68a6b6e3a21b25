using System.Globalization;
using System.Numerics;
using MlpGen.Weights;

namespace MlpGen.Training;

/// <summary>Writes a training state as a safetensors file: the weights as any file of the network has them, everything else beside them.</summary>
/// <remarks>Counters are texts of the metadata, where a reader sees them at once.</remarks>
internal static class TrainingStateWriter
{
    /// <summary>The version of what is written beside the weights: since 2, there is a checksum.</summary>
    public const string Version = "2";

    /// <summary>The version without a checksum, which is still read.</summary>
    public const string VersionWithoutChecksum = "1";

    /// <summary>Writes the state of a network with the given layers. Nothing is written if a weight is not finite.</summary>
    public static void Write<T>(Stream stream, TrainingState<T> state, ReadOnlySpan<LayerInfo> layers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckFinite<T>(state.Parameters, layers, "parameters");
        CheckFinite<T>(state.BestParameters, layers, "parameters of the best epoch");
        CheckFinite<T>(state.AverageParameters, layers, "averaged parameters");
        var layout = new TrainingStateLayout(
            layers, state.Epoch, state.OptimizerState.Length, state.BestParameters.Length > 0, state.AverageParameters.Length > 0);
        StoredTensor[] rest = [.. layout.Best, .. layout.Average, layout.Optimizer];
        TensorType type = NumberCodec.TypeOf<T>();
        var entries = new List<TensorEntry>();
        Add(entries, layout.History, TensorType.F64);
        Add(entries, layout.Parameters, type);
        Add(entries, rest, type);

        Checksum.Write(stream, SafetensorsHeader.Bytes(entries, Metadata(state, layers)), data => WriteData(data, state, layout));
    }

    private static void WriteData<T>(Stream stream, TrainingState<T> state, TrainingStateLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorType type = NumberCodec.TypeOf<T>();
        for (int k = 0; k < layout.History.Length; k++)
        {
            TensorWriter.Write<double>(stream, [.. state.History.Select(HistoryColumn.All[k].Get)], [layout.History[k]], TensorType.F64);
        }

        TensorWriter.Write<T>(stream, state.Parameters, layout.Parameters, type);
        TensorWriter.Write<T>(stream, state.BestParameters, layout.Best, type);
        TensorWriter.Write<T>(stream, state.AverageParameters, layout.Average, type);
        TensorWriter.Write<T>(stream, state.OptimizerState, [layout.Optimizer], type);
    }

    /// <summary>Throws, naming the first, if a weight is NaN or infinite: nobody could go on from there.</summary>
    public static void CheckFinite<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<LayerInfo> layers, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int k = 0; k < parameters.Length; k++)
        {
            if (!T.IsFinite(parameters[k]))
            {
                throw new WeightsException(what, "finite numbers", FormattableString.Invariant($"{ParameterNames.Of(k, layers)} = {parameters[k]}"));
            }
        }
    }

    private static void Add(List<TensorEntry> entries, StoredTensor[] tensors, TensorType type) =>
        entries.AddRange(TensorWriter.Entries(tensors, type, begin: entries.Count == 0 ? 0 : entries[^1].End));

    private static Dictionary<string, string> Metadata<T>(TrainingState<T> state, ReadOnlySpan<LayerInfo> layers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Dictionary<string, string> metadata = Safetensors.Metadata(layers);
        metadata[Safetensors.TrainingKey] = Version;
        metadata[Checksum.Key] = Checksum.Zeros;
        Add("optimizer", state.OptimizerKind);
        Add("epoch", state.Epoch);
        Add("batch", state.Batch);
        Add("loss_sum", state.LossSum);
        Add("step", state.Step);
        Add("seed", state.Seed);
        Add("batch_size", state.BatchSize);
        Add("samples", state.Samples);
        Add("best_epoch", state.BestEpoch);
        Add("best_loss", state.BestLoss);
        return metadata;

        void Add(string name, IConvertible value) => metadata.Add($"{Safetensors.TrainingKey}.{name}", value.ToString(CultureInfo.InvariantCulture));
    }
}
