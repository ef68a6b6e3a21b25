using System.Numerics;
using MlpGen.Weights;

namespace MlpGen.Training;

public static partial class Normalization
{
    private const string Means = "means", Deviations = "deviations";

    /// <summary>Reads constants from a safetensors file that <see cref="Normalization{T}.Save(string)"/> wrote, or others in the same way: two
    /// tensors <c>means</c> and <c>deviations</c>, a number for each column, F32, F64, F16 or BF16.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not hold such constants.</exception>
    public static Normalization<T> Load<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Normalization<T>? constants = null;
        Safetensors.InFile(path, () =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            constants = Load<T>(stream);
        });
        return constants!;
    }

    /// <summary>Reads constants from a stream, from where it stands to its end; it stays open.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="stream">Where from; it need not be seekable.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not hold such constants.</exception>
    public static Normalization<T> Load<T>(Stream stream)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream = SeekableStream.Of(stream);
        SafetensorsHeader header = SafetensorsHeader.Read(stream);
        TensorEntry[] entries = [Find(header, Means), Find(header, Deviations)];
        if (header.Tensors.Count > entries.Length)
        {
            throw new WeightsException("normalization", "two tensors", Excerpt.Of([.. header.Tensors.Select(tensor => tensor.Name)]));
        }

        int columns = (int)entries[0].Shape[0];
        if (entries[1].Shape[0] != columns)
        {
            throw new WeightsException($"tensor '{Deviations}'", $"{columns} numbers, as '{Means}' has", $"{entries[1].Shape[0]}", Deviations);
        }

        T[][] numbers = [new T[columns], new T[columns]];
        using var reader = new TensorReader(stream, header.DataLength);
        foreach (int k in Safetensors.InFileOrder(entries))
        {
            TensorType type = NumberCodec.TypeOf(entries[k].Type)!.Value;
            reader.Read<T>(entries[k], type, new VectorTensor(entries[k].Name, columns), numbers[k], allowNonFinite: false);
        }

        reader.Finish();
        int bad = Array.FindIndex(numbers[1], deviation => deviation <= T.Zero);
        return bad < 0
            ? new Normalization<T>(numbers[0], numbers[1])
            : throw new WeightsException($"tensor '{Deviations}'", "numbers above 0", FormattableString.Invariant($"{numbers[1][bad]} at [{bad}]"), Deviations);
    }

    internal static void Save<T>(Normalization<T> constants, Stream stream)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorType type = NumberCodec.TypeOf<T>();
        VectorTensor means = new(Means, constants.Means.Length), deviations = new(Deviations, constants.Deviations.Length);
        SafetensorsHeader.Write(stream, TensorWriter.Entries([means, deviations], type), Safetensors.Metadata());
        TensorWriter.Write(stream, constants.Means, [means], type);
        TensorWriter.Write(stream, constants.Deviations, [deviations], type);
    }

    private static TensorEntry Find(SafetensorsHeader header, string name)
    {
        TensorEntry entry = header.Tensors.FirstOrDefault(tensor => tensor.Name == name)
            ?? throw new WeightsException($"tensor '{name}'", "it in the file", Excerpt.Of([.. header.Tensors.Select(tensor => tensor.Name)]), name);
        if (entry.Shape is not [> 0 and <= int.MaxValue])
        {
            throw new WeightsException($"tensor '{name}'", "a number for each column", $"shape {Excerpt.Of(entry.Shape)}", name);
        }

        return NumberCodec.TypeOf(entry.Type) is not null
            ? entry
            : throw new WeightsException($"tensor '{name}'", "dtype F32, F64, F16 or BF16", Excerpt.Of(entry.Type), name);
    }
}
