using System.Globalization;
using System.Numerics;
using MlpGen.Training;
using MlpGen.Weights;

namespace MlpGen.Evolution;

/// <summary>The state of a population as a safetensors file: rows of numbers, and of each member a tensor of bytes that is the file of its training
/// state.</summary>
internal static class PopulationBasedStateFile
{
    /// <summary>The version of the format is under this name, counters behind it.</summary>
    private const string Key = "mlpgen.population";

    private const string Version = "1", Bytes = "U8", Rows = "rows", History = "history";

    /// <summary>Writes a state.</summary>
    public static void Write<T>(Stream stream, PopulationBasedState<T> state, ReadOnlySpan<LayerInfo> layers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte[][] members = new byte[state.Members.Length][];
        for (int k = 0; k < members.Length; k++)
        {
            members[k] = FileOf(state.Members[k], layers);
        }

        VectorTensor rows = new(Rows, state.Rows.Length), history = new(History, state.History.Length);
        List<TensorEntry> entries = [.. TensorWriter.Entries([rows, history], TensorType.F64)];
        for (int k = 0; k < members.Length; k++)
        {
            entries.Add(new TensorEntry(NameOf(k), Bytes, [members[k].Length], entries[^1].End, entries[^1].End + members[k].Length));
        }

        Checksum.Write(stream, SafetensorsHeader.Bytes(entries, Metadata(state)), data =>
        {
            TensorWriter.Write<double>(data, state.Rows, [rows], TensorType.F64);
            TensorWriter.Write<double>(data, state.History, [history], TensorType.F64);
            Array.ForEach(members, member => data.Write(member));
        });
    }

    /// <summary>Reads a state.</summary>
    /// <param name="stream">From where it stands to its end.</param>
    /// <param name="readMember">Reads the training state of a member from its own file, given its row.</param>
    /// <exception cref="WeightsException">The file is malformed, damaged, or no such state.</exception>
    public static PopulationBasedState<T> Read<T>(Stream stream, Func<Stream, double[], TrainingState<T>> readMember)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        stream = SeekableStream.Of(stream);
        SafetensorsHeader header = SafetensorsHeader.Read(stream);
        var metadata = new StateMetadata(header.Metadata, Key);
        bool isPopulation = header.Metadata.ContainsKey(Key);
        metadata.Expect(Key, Version, isPopulation ? "another version of MlpGen wrote the file" : "the file is no state of a population");
        _ = metadata.Text(Checksum.Key);
        long data = stream.Position;
        stream.Seek(header.DataLength, SeekOrigin.Current);
        Checksum.Verify(stream, header);

        int members = (int)metadata.Whole("members", 1, header.Tensors.Count);
        double[] rows = Numbers(stream, data, Find(header, Rows, "F64")), history = Numbers(stream, data, Find(header, History, "F64"));
        return new PopulationBasedState<T>
        {
            Seed = (int)metadata.Whole("seed", int.MinValue, int.MaxValue),
            Round = (int)metadata.Whole("round", 0, int.MaxValue),
            IsInRound = metadata.Whole("in_round", 0, 1) == 1,
            Hyperparameters = metadata.Text($"{Key}.hyperparameters").Split(", "),
            Members = [.. Enumerable.Range(0, members).Select(k => Member(stream, data, Find(header, NameOf(k), Bytes), Row(rows, k, members), readMember))],
            Rows = rows,
            History = history,
        };
    }

    private static byte[] FileOf<T>(TrainingState<T>? state, ReadOnlySpan<LayerInfo> layers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var file = new MemoryStream();
        if (state is not null)
        {
            TrainingStateWriter.Write(file, state, layers);
        }

        return file.ToArray();
    }

    private static TrainingState<T>? Member<T>(Stream stream, long data, TensorEntry entry, double[] row, Func<Stream, double[], TrainingState<T>> readMember)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte[] file = Read(stream, data, entry);
        if (file.Length == 0)
        {
            return null;
        }

        try
        {
            return readMember(new MemoryStream(file), row);
        }
        catch (WeightsException misfit)
        {
            throw new WeightsException($"tensor '{entry.Name}': {misfit.Message}", misfit);
        }
    }

    private static double[] Row(double[] rows, int k, int members) => rows.AsSpan(k * (rows.Length / members), rows.Length / members).ToArray();

    private static double[] Numbers(Stream stream, long data, TensorEntry entry)
    {
        byte[] bytes = Read(stream, data, entry);
        return [.. bytes.Chunk(sizeof(double)).Select(number => NumberCodec.Read<double>(number, TensorType.F64))];
    }

    private static byte[] Read(Stream stream, long data, TensorEntry entry)
    {
        byte[] bytes = new byte[entry.End - entry.Begin];
        stream.Position = data + entry.Begin;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static TensorEntry Find(SafetensorsHeader header, string name, string type)
    {
        TensorEntry entry = header.Tensors.FirstOrDefault(tensor => tensor.Name == name)
            ?? throw new WeightsException($"tensor '{name}'", "it in the file", Excerpt.Of([.. header.Tensors.Select(tensor => tensor.Name)]), name);
        return entry.Type == type && entry.Shape is [<= int.MaxValue]
            ? entry
            : throw new WeightsException($"tensor '{name}'", $"dtype {type} in one dimension", $"{Excerpt.Of(entry.Type)} {Excerpt.Of(entry.Shape)}", name);
    }

    private static string NameOf(int member) => string.Create(CultureInfo.InvariantCulture, $"member.{member}");

    private static Dictionary<string, string> Metadata<T>(PopulationBasedState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> => new(Safetensors.Metadata())
        {
            [Key] = Version,
            [Checksum.Key] = Checksum.Zeros,
            [$"{Key}.members"] = state.Members.Length.ToString(CultureInfo.InvariantCulture),
            [$"{Key}.seed"] = state.Seed.ToString(CultureInfo.InvariantCulture),
            [$"{Key}.round"] = state.Round.ToString(CultureInfo.InvariantCulture),
            [$"{Key}.in_round"] = state.IsInRound ? "1" : "0",
            [$"{Key}.hyperparameters"] = string.Join(", ", state.Hyperparameters),
        };
}
