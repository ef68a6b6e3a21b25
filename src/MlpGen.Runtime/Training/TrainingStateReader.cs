using System.Numerics;
using MlpGen.Weights;

namespace MlpGen.Training;

/// <summary>Reads what <see cref="TrainingStateWriter"/> wrote. Whatever is wrong with a file is a <see cref="WeightsException"/>.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
internal sealed class TrainingStateReader<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Stream _stream;
    private readonly SafetensorsHeader _header;
    private readonly StateMetadata _metadata;
    private readonly Dictionary<string, TensorEntry> _tensors;
    private readonly List<(TensorEntry Entry, Action<TensorReader> Read)> _reads = [];

    /// <param name="stream">The file, seekable.</param>
    private TrainingStateReader(Stream stream)
    {
        _stream = stream;
        _header = SafetensorsHeader.Read(stream);
        _metadata = new StateMetadata(_header.Metadata, Safetensors.TrainingKey);
        _tensors = _header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>Reads a state.</summary>
    /// <param name="stream">From where it stands to its end.</param>
    /// <param name="layers">The network whose state it must be.</param>
    /// <param name="optimizerKind">The optimizer whose state it must be.</param>
    /// <param name="optimizerNumbers">How many numbers that remembers.</param>
    public static TrainingState<T> Read(Stream stream, ReadOnlySpan<LayerInfo> layers, string optimizerKind, int optimizerNumbers) =>
        new TrainingStateReader<T>(SeekableStream.Of(stream)).Read(layers, optimizerKind, optimizerNumbers);

    private TrainingState<T> Read(ReadOnlySpan<LayerInfo> layers, string optimizerKind, int optimizerNumbers)
    {
        CheckKind(layers, optimizerKind);
        int epochs = (int)_metadata.Whole("epoch", 0, int.MaxValue);
        bool hasBest = Has(TrainingStateLayout.BestPrefix), hasAverage = Has(TrainingStateLayout.AveragePrefix);
        var layout = new TrainingStateLayout(layers, epochs, optimizerNumbers, hasBest, hasAverage);

        TensorType type = NumberCodec.TypeOf<T>();
        int parameterCount = layout.Parameters.Sum(tensor => tensor.Count);
        Func<T[]> parameters = Take<T>(parameterCount, FindWeights(layout, ""), layout.Parameters, type);
        Func<T[]> best = Take<T>(parameterCount, hasBest ? FindWeights(layout, TrainingStateLayout.BestPrefix) : [], layout.Best, type);
        Func<T[]> average = Take<T>(parameterCount, hasAverage ? FindWeights(layout, TrainingStateLayout.AveragePrefix) : [], layout.Average, type);
        Func<T[]> optimizer = Take<T>(optimizerNumbers, [Find(layout.Optimizer)], [layout.Optimizer], type);
        Func<double[]>[] history = [.. layout.History.Select(column => Take<double>(column.Length, [Find(column)], [column], TensorType.F64))];
        ReadData();

        var state = new TrainingState<T>
        {
            Parameters = parameters(),
            OptimizerState = optimizer(),
            OptimizerKind = optimizerKind,
            BestParameters = hasBest ? best() : [],
            AverageParameters = hasAverage ? average() : [],
            Epoch = epochs,
            Batch = (int)_metadata.Whole("batch", 0, int.MaxValue),
            LossSum = _metadata.Number("loss_sum"),
            Step = _metadata.Whole("step", 0, long.MaxValue),
            Seed = (int)_metadata.Whole("seed", int.MinValue, int.MaxValue),
            BatchSize = (int)_metadata.Whole("batch_size", 1, int.MaxValue),
            Samples = (int)_metadata.Whole("samples", 0, int.MaxValue),
            BestEpoch = (int)_metadata.Whole("best_epoch", 0, epochs),
            BestLoss = _metadata.Number("best_loss"),
            History = Reports(layout, [.. history.Select(column => column())], epochs),
        };
        TrainingStateWriter.CheckFinite<T>(state.Parameters, layers, "parameters");
        TrainingStateWriter.CheckFinite<T>(state.BestParameters, layers, "parameters of the best epoch");
        TrainingStateWriter.CheckFinite<T>(state.AverageParameters, layers, "averaged parameters");

        // The last of all checks: what it finds, the others have no words for.
        Checksum.Verify(_stream, _header);
        return state;
    }

    /// <summary>A training state, of this version, of this network, of this optimizer.</summary>
    private void CheckKind(ReadOnlySpan<LayerInfo> layers, string optimizerKind)
    {
        _metadata.Expect(Safetensors.FormatKey, Safetensors.FormatVersion, "another version of MlpGen wrote the file");
        if (_header.Metadata.GetValueOrDefault(Safetensors.TrainingKey) != TrainingStateWriter.VersionWithoutChecksum)
        {
            ExpectVersion();
        }

        Fingerprint.Check(_metadata.Text(Safetensors.ArchitectureKey), layers, activations: true);
        string kind = _metadata.Text($"{Safetensors.TrainingKey}.optimizer");
        if (kind != optimizerKind)
        {
            throw new WeightsException("optimizer", $"the state of {optimizerKind}", $"that of {Excerpt.Of(kind)}");
        }
    }

    /// <summary>The version that is written now, with its checksum.</summary>
    private void ExpectVersion()
    {
        _metadata.Expect(Safetensors.TrainingKey, TrainingStateWriter.Version, _header.Metadata.ContainsKey(Safetensors.TrainingKey)
            ? "another version of MlpGen wrote the file"
            : "the file is no training state; Safetensors.Load reads weights alone");
        _ = _metadata.Text(Checksum.Key);
    }

    private bool Has(string prefix) => _tensors.Keys.Any(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A tensor by its name.</summary>
    private TensorEntry Find(VectorTensor tensor) => _tensors.Remove(tensor.Name, out TensorEntry? entry)
        ? entry
        : throw new WeightsException(tensor.Where(tensor.Name), Excerpt.Of(tensor.Shape), "no such tensor", tensor.Name);

    /// <summary>Weights with a prefix, matched as those of any file: a Dropout that came or went since has moved the numbers in their
    /// names.</summary>
    private TensorEntry[] FindWeights(TrainingStateLayout layout, string prefix)
    {
        TensorEntry[] entries = [.. _header.Tensors.Where(tensor => prefix.Length > 0
            ? tensor.Name.StartsWith(prefix, StringComparison.Ordinal)
            : !tensor.Name.StartsWith(Safetensors.TrainingPrefix, StringComparison.Ordinal))];
        Array.ForEach(entries, entry => _tensors.Remove(entry.Name));
        TensorEntry[] matched = TensorMatcher.Match(
            [.. entries.Select(entry => entry with { Name = entry.Name[prefix.Length..] })], layout.Parameters, new SafetensorsLoadOptions());
        return [.. matched.Select(entry => entry with { Name = prefix + entry.Name })];
    }

    /// <summary>Checks shapes and types of some tensors, and takes note of where to read them to.</summary>
    /// <returns>Gives the numbers once the data are read.</returns>
    private Func<TNumber[]> Take<TNumber>(int count, TensorEntry[] entries, StoredTensor[] tensors, TensorType type)
        where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
    {
        TNumber[] numbers = [];
        foreach ((TensorEntry entry, StoredTensor tensor) in entries.Zip(tensors))
        {
            Check(entry, tensor, type);
            _reads.Add((entry, reader => reader.Read<TNumber>(entry, type, tensor, Numbers(), allowNonFinite: true)));
        }

        return Numbers;

        // Not before all tensors have been checked: until then, the count is a claim.
        TNumber[] Numbers() => numbers.Length == count ? numbers : numbers = new TNumber[count];
    }

    private static void Check(TensorEntry entry, StoredTensor tensor, TensorType type)
    {
        string where = tensor.Where(Excerpt.Of(entry.Name));
        if (!entry.Shape.AsSpan().SequenceEqual(tensor.Shape))
        {
            throw new WeightsException(where, $"shape {Excerpt.Of(tensor.Shape)}", Excerpt.Of(entry.Shape), entry.Name);
        }

        if (entry.Type != type.ToString())
        {
            throw new WeightsException(
                where, $"dtype {type}", Excerpt.Of(entry.Type), entry.Name, "training can only go on in the precision that it began in");
        }
    }

    private void ReadData()
    {
        if (_tensors.Count > 0)
        {
            throw new WeightsException("training state", "the tensors of a training state alone", $"{Excerpt.Of(_tensors.Keys)} as well");
        }

        using var reader = new TensorReader(_stream, _header.DataLength);
        foreach ((_, Action<TensorReader> read) in _reads.OrderBy(read => read.Entry.Begin))
        {
            read(reader);
        }

        reader.Finish();
    }

    private static EpochReport[] Reports(TrainingStateLayout layout, double[][] columns, int epochs)
    {
        var reports = new EpochReport[epochs];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            var report = new EpochReport { Epoch = epoch + 1, TrainingLoss = double.NaN };
            for (int k = 0; k < columns.Length; k++)
            {
                double value = columns[k][epoch];
                if (HistoryColumn.All[k].IsLegal?.Invoke(value) == false)
                {
                    string name = layout.History[k].Name;
                    throw new WeightsException($"tensor '{name}'", "numbers that it may have", FormattableString.Invariant($"{value} at [{epoch}]"), name);
                }

                report = HistoryColumn.All[k].Set(report, value);
            }

            reports[epoch] = report;
        }

        return reports;
    }
}
