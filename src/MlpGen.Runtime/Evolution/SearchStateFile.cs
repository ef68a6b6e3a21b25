using System.Globalization;
using System.Numerics;
using MlpGen.Training;
using MlpGen.Weights;

namespace MlpGen.Evolution;

/// <summary>The state of a search as a safetensors file: its numbers as tensors, its counters as texts of the metadata, and a checksum.</summary>
internal static class SearchStateFile
{
    /// <summary>The version of the format is under this name, counters behind it.</summary>
    private const string Key = "mlpgen.search";

    private const string Version = "1";

    /// <summary>Writes a state.</summary>
    public static void Write<T>(Stream stream, SearchState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorType type = NumberCodec.TypeOf<T>();
        VectorTensor distribution = new("distribution", state.Distribution.Length), mean = new("mean", state.Mean.Length);
        VectorTensor best = new("best", state.Best.Length), optimizer = new("optimizer", state.OptimizerState.Length);

        // The widest first: readers that map a file want each tensor at a multiple of its numbers' size.
        List<TensorEntry> entries = [.. TensorWriter.Entries([distribution], TensorType.F64)];
        entries.AddRange(TensorWriter.Entries([mean, best, optimizer], type, begin: entries[^1].End));
        Checksum.Write(stream, SafetensorsHeader.Bytes(entries, Metadata(state)), data =>
        {
            TensorWriter.Write<double>(data, state.Distribution, [distribution], TensorType.F64);
            TensorWriter.Write<T>(data, state.Mean, [mean], type);
            TensorWriter.Write<T>(data, state.Best, [best], type);
            TensorWriter.Write<T>(data, state.OptimizerState, [optimizer], type);
        });
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="WeightsException">The file is malformed, damaged, or no such state.</exception>
    public static SearchState<T> Read<T>(Stream stream)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        stream = SeekableStream.Of(stream);
        SafetensorsHeader header = SafetensorsHeader.Read(stream);
        var metadata = new StateMetadata(header.Metadata, Key);
        bool isSearch = header.Metadata.ContainsKey(Key);
        metadata.Expect(Key, Version, isSearch ? "another version of MlpGen wrote the file" : "the file is no state of a search");
        _ = metadata.Text(Checksum.Key);

        using var reader = new TensorReader(stream, header.DataLength);
        double[] distribution = Tensor<double>(reader, header, "distribution");
        T[] mean = Tensor<T>(reader, header, "mean"), best = Tensor<T>(reader, header, "best"), optimizer = Tensor<T>(reader, header, "optimizer");
        reader.Finish();
        var state = new SearchState<T>
        {
            Kind = metadata.Text($"{Key}.kind"),
            Members = (int)metadata.Whole("members", 1, int.MaxValue),
            Seed = (int)metadata.Whole("seed", int.MinValue, int.MaxValue),
            Generation = (int)metadata.Whole("generation", 0, int.MaxValue),
            Mean = mean,
            Best = best,
            BestLoss = metadata.Number("best_loss"),
            Distribution = distribution,
            OptimizerState = optimizer,
        };
        Checksum.Verify(stream, header);
        return state;
    }

    private static TNumber[] Tensor<TNumber>(TensorReader reader, SafetensorsHeader header, string name)
        where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
    {
        TensorEntry entry = header.Tensors.FirstOrDefault(tensor => tensor.Name == name)
            ?? throw new WeightsException($"tensor '{name}'", "it in the file", Excerpt.Of([.. header.Tensors.Select(tensor => tensor.Name)]), name);
        TensorType type = NumberCodec.TypeOf<TNumber>();
        if (entry.Shape is not [>= 0 and <= int.MaxValue])
        {
            throw new WeightsException($"tensor '{name}'", "one dimension", $"shape {Excerpt.Of(entry.Shape)}", name);
        }

        if (entry.Type != type.ToString())
        {
            throw new WeightsException(
                $"tensor '{name}'", $"dtype {type}", Excerpt.Of(entry.Type), name, "a search can only go on in the precision that it began in");
        }

        var numbers = new TNumber[entry.Shape[0]];
        reader.Read<TNumber>(entry, type, new VectorTensor(name, numbers.Length), numbers, allowNonFinite: true);
        return numbers;
    }

    private static Dictionary<string, string> Metadata<T>(SearchState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> => new(Safetensors.Metadata())
        {
            [Key] = Version,
            [Checksum.Key] = Checksum.Zeros,
            [$"{Key}.kind"] = state.Kind,
            [$"{Key}.members"] = state.Members.ToString(CultureInfo.InvariantCulture),
            [$"{Key}.seed"] = state.Seed.ToString(CultureInfo.InvariantCulture),
            [$"{Key}.generation"] = state.Generation.ToString(CultureInfo.InvariantCulture),
            [$"{Key}.best_loss"] = state.BestLoss.ToString(CultureInfo.InvariantCulture),
        };
}
