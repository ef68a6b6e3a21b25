using System.Numerics;

namespace MlpGen.Weights;

/// <summary>Reads and writes the parameters of a network as a safetensors file, the format of PyTorch's world: a JSON header, then the
/// numbers, nothing that could be executed.</summary>
/// <remarks>
/// <para>
/// Tensors have the names and shapes of the state dict of the same network as an <c>nn.Sequential</c>: <c>0.weight</c> of outputs × inputs,
/// <c>0.bias</c>, <c>2.weight</c>, …; the index counts Linear, every activation but Identity, and Dropout. W is transposed on the way.
/// Other names load as <see cref="SafetensorsLoadOptions.Matching"/> says.
/// </para>
/// <para>
/// Loading checks everything first: header, names, shapes, types, that the data are complete, and that all numbers are finite. If
/// anything is wrong, a <see cref="WeightsException"/> says which tensor, what was expected and what was found, and the network is as
/// it was. It allocates the parameters once more, and memory in proportion to the header.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// Safetensors.Save(net, "xor.safetensors");
/// Safetensors.Load(net, "xor.safetensors");
/// </code>
/// </example>
public static class Safetensors
{
    internal const string FormatKey = "mlpgen.format";
    internal const string FormatVersion = "1";
    internal const string ArchitectureKey = "mlpgen.architecture";
    internal const string LibraryKey = "mlpgen.library";

    /// <summary>In a file of a training state, which holds more than the weights: the version of the rest.</summary>
    internal const string TrainingKey = "mlpgen.training";

    /// <summary>How the names of all tensors of the rest begin.</summary>
    internal const string TrainingPrefix = "training.";

    /// <summary>Writes the parameters to a file, which is replaced whole or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file. The new one is written beside it, flushed to the disk, and moved into place. Links are followed, and owner,
    /// group and mode stay. A pipe, a terminal, another device, and a file that cannot be replaced are written in place; docs/weights.md
    /// says what happens to which.</param>
    /// <param name="options">The number type; null for the network's own.</param>
    /// <exception cref="WeightsException">A parameter is NaN or infinite, or beyond the range of the number type.</exception>
    /// <exception cref="IOException">It is a folder, a socket or a block device, or cannot be written. A file that was there is as it
    /// was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or may not be written.</exception>
    public static void Save<TSelf, T>(INetwork<TSelf, T> network, string path, SafetensorsSaveOptions? options = null)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        InFile(path, () => AtomicFile.Write(path, stream => Save(network, stream, options)));
    }

    /// <summary>Writes the parameters to a stream, which stays open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="options">The number type; null for the network's own.</param>
    /// <exception cref="WeightsException">A parameter is NaN or infinite, or beyond the range of the number type. Nothing is written.</exception>
    public static void Save<TSelf, T>(INetwork<TSelf, T> network, Stream stream, SafetensorsSaveOptions? options = null)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        Write<T>(stream, TSelf.Layers, network.Parameters, options ?? new SafetensorsSaveOptions(), Metadata(TSelf.Layers));
    }

    /// <summary>Writes the parameters of layers.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="layers">The network.</param>
    /// <param name="parameters">Its flat buffer.</param>
    /// <param name="options">The number type.</param>
    /// <param name="metadata">What the file says of itself.</param>
    internal static void Write<T>(
        Stream stream, ReadOnlySpan<LayerInfo> layers, ReadOnlySpan<T> parameters, SafetensorsSaveOptions options, IReadOnlyDictionary<string, string> metadata)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorType type = options.Type == TensorType.Network ? NumberCodec.TypeOf<T>() : options.Type;
        NetworkTensor[] tensors = StateDictLayout.Of(layers);
        TensorWriter.Check(parameters, tensors, type, options.AllowNonFinite);

        SafetensorsHeader.Write(stream, TensorWriter.Entries(tensors, type), metadata);
        TensorWriter.Write(stream, parameters, tensors, type);
    }

    /// <summary>Reads the parameters from a file; the network has all of them afterwards, or is as it was.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How names are matched, and what is let in.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not fit the network.</exception>
    public static void Load<TSelf, T>(INetwork<TSelf, T> network, string path, SafetensorsLoadOptions? options = null)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        InFile(path, () =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            Load(network, stream, options);
        });
    }

    /// <summary>Reads the parameters from a stream, from where it stands to its end; it stays open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">Where from; it need not be seekable.</param>
    /// <param name="options">How names are matched, and what is let in.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not fit the network.</exception>
    public static void Load<TSelf, T>(INetwork<TSelf, T> network, Stream stream, SafetensorsLoadOptions? options = null)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new SafetensorsLoadOptions();
        SafetensorsHeader header = SafetensorsHeader.Read(stream);
        Read<T>(stream, header, TSelf.Layers, TSelf.ParameterCount, options).CopyTo(network.Parameters);
    }

    /// <summary>Reads the parameters of layers from behind a header.</summary>
    /// <param name="stream">At the data.</param>
    /// <param name="header">What the file says of them.</param>
    /// <param name="layers">The network.</param>
    /// <param name="count">The length of its flat buffer.</param>
    /// <param name="options">How names are matched, and what is let in.</param>
    /// <returns>The flat buffer.</returns>
    internal static T[] Read<T>(Stream stream, SafetensorsHeader header, ReadOnlySpan<LayerInfo> layers, int count, SafetensorsLoadOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        stream = Checksum.Verifiable(stream, header);
        CheckMetadata(header.Metadata, layers, options);
        NetworkTensor[] expected = StateDictLayout.Of(layers);
        TensorEntry[] matched = TensorMatcher.Match(options.Names is null ? WeightsOf(header) : header.Tensors, expected, options);
        TensorType[] types = [.. matched.Zip(expected, CheckTensor)];

        var parameters = new T[count];
        using var reader = new TensorReader(stream, header.DataLength);
        int before = -1;
        foreach (int k in InFileOrder(matched))
        {
            if (before >= 0 && matched[before].Name == matched[k].Name)
            {
                Copy(parameters, expected[before], expected[k]);
            }
            else
            {
                reader.Read<T>(matched[k], types[k], expected[k], parameters, options.AllowNonFinite);
            }

            before = k;
        }

        reader.Finish();
        Checksum.Verify(stream, header);
        return parameters;
    }

    /// <summary>Reads the parameters from the bytes of a file.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="options">How names are matched, and what is let in.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not fit the network.</exception>
    public static unsafe void Load<TSelf, T>(INetwork<TSelf, T> network, ReadOnlySpan<byte> file, SafetensorsLoadOptions? options = null)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (byte* first = file)
        {
            byte nothing;
            using var stream = new UnmanagedMemoryStream(first is null ? &nothing : first, file.Length);
            Load(network, stream, options);
        }
    }

    /// <summary>What every file says of itself.</summary>
    internal static Dictionary<string, string> Metadata() => new()
    {
        ["format"] = "pt",
        [FormatKey] = FormatVersion,
        [LibraryKey] = LibraryVersion.Text,
    };

    /// <summary>What every file of a network says of itself.</summary>
    internal static Dictionary<string, string> Metadata(ReadOnlySpan<LayerInfo> layers) =>
        new(Metadata()) { [ArchitectureKey] = Fingerprint.Of(layers) };

    /// <summary>The places of the entries, in the order of their data; those of one tensor side by side.</summary>
    internal static int[] InFileOrder(TensorEntry[] entries)
    {
        int[] order = [.. Enumerable.Range(0, entries.Length)];
        Array.Sort(order, (left, right) => Place(left).CompareTo(Place(right)));
        return order;

        // An empty tensor begins where the next one does.
        (long, long, string, int) Place(int k) => (entries[k].Begin, entries[k].End, entries[k].Name, k);
    }

    /// <summary>Copies a tensor that stands for two layers from the first to the second, whose shape is the same.</summary>
    private static void Copy<T>(T[] parameters, NetworkTensor from, NetworkTensor to)
    {
        for (int k = 0; k < to.Count; k++)
        {
            parameters[to.Place(k)] = parameters[from.Place(k)];
        }
    }

    /// <summary>Runs what reads or writes a file; its errors then name the file.</summary>
    internal static void InFile(string path, Action action)
    {
        try
        {
            action();
        }
        catch (WeightsException misfit)
        {
            throw misfit.In(path);
        }
    }

    /// <summary>The tensors that are weights, those of a training state left out.</summary>
    internal static IReadOnlyList<TensorEntry> WeightsOf(SafetensorsHeader header) => header.Metadata.ContainsKey(TrainingKey)
        ? [.. header.Tensors.Where(tensor => !tensor.Name.StartsWith(TrainingPrefix, StringComparison.Ordinal))]
        : header.Tensors;

    private static void CheckMetadata(IReadOnlyDictionary<string, string> metadata, ReadOnlySpan<LayerInfo> layers, SafetensorsLoadOptions options)
    {
        if (metadata.TryGetValue(FormatKey, out string? format) && format != FormatVersion)
        {
            throw new WeightsException($"metadata '{FormatKey}'", $"'{FormatVersion}'", $"'{Excerpt.Of(format)}'", advice: "another version of MlpGen wrote the file");
        }

        if (metadata.TryGetValue(ArchitectureKey, out string? architecture) && options.Names is null)
        {
            Fingerprint.Check(architecture, layers, activations: !options.AllowOtherActivations);
        }
    }

    /// <summary>Checks type and shape of a tensor against its place in the network.</summary>
    private static TensorType CheckTensor(TensorEntry entry, NetworkTensor tensor)
    {
        if (!entry.Shape.AsSpan().SequenceEqual(tensor.Shape))
        {
            bool isTransposed = tensor.IsWeight && entry.Shape.AsSpan().SequenceEqual([tensor.Inputs, tensor.Outputs]);
            throw new WeightsException(
                tensor.Where(Excerpt.Of(entry.Name)),
                $"shape {Excerpt.Of(tensor.Shape)}" + (tensor.IsWeight ? ", outputs × inputs" : ""),
                Excerpt.Of(entry.Shape),
                entry.Name,
                isTransposed ? "transpose it before saving" : null);
        }

        return NumberCodec.TypeOf(entry.Type) ?? throw new WeightsException(
            tensor.Where(Excerpt.Of(entry.Name)), "dtype F32, F64, F16 or BF16", Excerpt.Of(entry.Type), entry.Name);
    }
}
