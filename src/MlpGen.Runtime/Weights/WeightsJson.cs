using System.Numerics;
using System.Text;

namespace MlpGen.Weights;

/// <summary>Reads and writes the parameters of a network as a <c>.weights.json</c>: for people, for version control, and for
/// <see cref="FrozenAttribute"/>, which bakes such a file into the assembly.</summary>
/// <remarks>
/// Numbers keep every bit. W is written as PyTorch has it, outputs × inputs: a row for each output. Loading checks everything
/// first, and an error names line and column. docs/weights.md describes the format.
/// </remarks>
/// <example>
/// <code>
/// WeightsJson.Save(net, "xor.weights.json", golden: [0, 0, 0, 1, 1, 0, 1, 1]);
/// WeightsJson.Load(net, "xor.weights.json");
/// </code>
/// </example>
public static class WeightsJson
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the parameters to a file, which is replaced whole or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file. The new one is written beside it, flushed to the disk, and moved into place. Links are followed, and owner,
    /// group and mode stay. A pipe, a terminal, another device, and a file that cannot be replaced are written in place; docs/weights.md
    /// says what happens to which.</param>
    /// <param name="golden">Inputs of n examples, row by row; they are written with what the network makes of them, so that whoever reads
    /// the file can check the outcome.</param>
    /// <param name="calibration">Inputs of n samples, row by row, such as all of the training data: the smallest and the largest of each input are
    /// written, between which <see cref="Quantization"/> then takes inputs to lie.</param>
    /// <exception cref="WeightsException">A parameter, or an example, is not finite: JSON has no such numbers.</exception>
    /// <exception cref="IOException">It is a folder, a socket or a block device, or cannot be written. A file that was there is as it
    /// was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or may not be written.</exception>
    public static void Save<TSelf, T>(
        INetwork<TSelf, T> network, string path, ReadOnlySpan<T> golden = default, ReadOnlySpan<T> calibration = default)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new MemoryStream();
        Save(network, file, golden, calibration);
        AtomicFile.Write(path, file.WriteTo);
    }

    /// <summary>Writes the parameters together with what the data look like outside of the network, to a file, which is replaced whole or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, as above.</param>
    /// <param name="format">How raw numbers are normalised, and what columns they are.</param>
    /// <param name="golden">Raw inputs of n examples; they are written with what the network makes of them in the end.</param>
    /// <param name="calibration">Raw inputs of n samples, whose smallest and largest are written.</param>
    /// <exception cref="ArgumentException">The format does not fit the network.</exception>
    /// <exception cref="WeightsException">A parameter, or an example, is not finite: JSON has no such numbers.</exception>
    /// <exception cref="IOException">It is a folder, a socket or a block device, or cannot be written. A file that was there is as it
    /// was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or may not be written.</exception>
    public static void Save<TSelf, T>(
        INetwork<TSelf, T> network, string path, DataFormat<T> format, ReadOnlySpan<T> golden = default, ReadOnlySpan<T> calibration = default)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new MemoryStream();
        Save(network, file, format, golden, calibration);
        AtomicFile.Write(path, file.WriteTo);
    }

    /// <summary>Writes the parameters to a stream, which stays open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="golden">Inputs of n examples, row by row.</param>
    /// <param name="calibration">Inputs of n samples, row by row, whose smallest and largest are written.</param>
    /// <exception cref="WeightsException">A parameter, or an example, is not finite. Nothing is written.</exception>
    public static void Save<TSelf, T>(
        INetwork<TSelf, T> network, Stream stream, ReadOnlySpan<T> golden = default, ReadOnlySpan<T> calibration = default)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Save(network, stream, new DataFormat<T>(), golden, calibration);

    /// <summary>Writes the parameters together with what the data look like outside of the network, to a stream, which stays open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="format">How raw numbers are normalised, and what columns they are.</param>
    /// <param name="golden">Raw inputs of n examples.</param>
    /// <param name="calibration">Raw inputs of n samples, whose smallest and largest are written.</param>
    /// <exception cref="ArgumentException">The format does not fit the network.</exception>
    /// <exception cref="WeightsException">A parameter, or an example, is not finite. Nothing is written.</exception>
    public static void Save<TSelf, T>(
        INetwork<TSelf, T> network, Stream stream, DataFormat<T> format, ReadOnlySpan<T> golden = default, ReadOnlySpan<T> calibration = default)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(format);
        format.CheckFor<TSelf>();
        if (golden.Length % TSelf.InputSize != 0)
        {
            throw new ArgumentException($"Expected golden to hold whole rows of {TSelf.InputSize} (InputSize), but it has length {golden.Length}.", nameof(golden));
        }

        if (calibration.Length % TSelf.InputSize != 0)
        {
            throw new ArgumentException(
                $"Expected calibration to hold whole rows of {TSelf.InputSize} (InputSize), but it has length {calibration.Length}.", nameof(calibration));
        }

        var outputs = new T[golden.Length / TSelf.InputSize * TSelf.OutputSize];
        format.Forward(network, golden, outputs);
        CheckFinite(network.Parameters, "parameters");
        CheckFinite(golden, "golden inputs");
        CheckFinite(outputs, "golden outputs");
        CheckFinite(calibration, "calibration inputs");

        using var writer = new StreamWriter(stream, s_strict, leaveOpen: true);
        WeightsJsonWriter<T>.Write(writer, TSelf.Layers, network.Parameters, golden, outputs, calibration, format);
    }

    /// <summary>Reads the parameters from a file; the network has all of them afterwards, or is as it was. Golden examples are tried.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="allowOtherActivations">Whether the file may have other activations than the network; sizes must fit all the same. If it
    /// has, golden examples are not tried.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not fit the network, or a golden example gives another output: off by
    /// more than 1e-5 of max(1, |y|) in single precision, 1e-9 in double. Or the file has a normalisation, of which this network would know
    /// nothing: the overload that gives a <see cref="DataFormat{T}"/> loads such files, too.</exception>
    public static void Load<TSelf, T>(INetwork<TSelf, T> network, string path, bool allowOtherActivations = false)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Load(network, File.ReadAllBytes(path), allowOtherActivations, path);
    }

    /// <summary>Reads the parameters from a file, and what the data look like outside of the network; the network has all parameters afterwards, or is as it
    /// was. Golden examples are tried.</summary>
    /// <param name="network">The network. It takes normalised inputs: <see cref="DataFormat{T}.Forward"/> takes raw ones.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">What the file says of the data; without a normalisation and columns if it says nothing.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not fit the network, or a golden example gives another output.</exception>
    public static void Load<TSelf, T>(INetwork<TSelf, T> network, string path, out DataFormat<T> format)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        format = Load(network, File.ReadAllBytes(path), allowOtherActivations: false, path, allowNormalization: true);
    }

    /// <summary>Reads the parameters from the bytes of a file, UTF-8, and what the data look like outside of the network.</summary>
    /// <param name="network">The network. It takes normalised inputs: <see cref="DataFormat{T}.Forward"/> takes raw ones.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="format">What the file says of the data.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not fit the network.</exception>
    public static void Load<TSelf, T>(INetwork<TSelf, T> network, ReadOnlySpan<byte> file, out DataFormat<T> format)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        format = Load(network, file, allowOtherActivations: false, path: null, allowNormalization: true);

    /// <summary>Reads the parameters from a stream, from where it stands to its end; it stays open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">Where from; it need not be seekable.</param>
    /// <param name="allowOtherActivations">Whether the file may have other activations than the network.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not fit the network.</exception>
    public static void Load<TSelf, T>(INetwork<TSelf, T> network, Stream stream, bool allowOtherActivations = false)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var file = new MemoryStream();
        stream.CopyTo(file);
        Load(network, file.GetBuffer().AsSpan(0, (int)file.Length), allowOtherActivations);
    }

    /// <summary>Reads the parameters from the bytes of a file, UTF-8.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="allowOtherActivations">Whether the file may have other activations than the network.</param>
    /// <exception cref="WeightsException">The file is malformed, or does not fit the network.</exception>
    public static void Load<TSelf, T>(INetwork<TSelf, T> network, ReadOnlySpan<byte> file, bool allowOtherActivations = false)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Load(network, file, allowOtherActivations, path: null);

    private static DataFormat<T> Load<TSelf, T>(
        INetwork<TSelf, T> network, ReadOnlySpan<byte> file, bool allowOtherActivations, string? path, bool allowNormalization = false)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (ForeignFile.OtherThanJson(file) is { } foreign)
        {
            throw foreign.Refused("a .weights.json", path);
        }

        string text = Decode(file, path);
        try
        {
            DocumentLayer[] layers = Layers(TSelf.Layers);
            WeightsDocument document = new WeightsDocumentReader(text, layers, typeof(T) == typeof(float), allowOtherActivations).Read();
            if (document.Data.IsNormalized && !allowNormalization)
            {
                throw new WeightsException(
                    (path is null ? "" : $"{path}: ") + "Expected weights of a network that takes its inputs and gives its outputs as they are, but the file has a "
                    + "'normalization', without which they mean nothing: load it with 'out DataFormat<T> format', whose Forward applies it.")
                {
                    File = path,
                };
            }

            T[] parameters = Numbers<T>(document.Parameters);
            if (!document.HasOtherActivations)
            {
                GoldenCheck.Check(layers, typeof(T) == typeof(float), document, text, input => Forward<TSelf, T>(parameters, input));
            }

            parameters.CopyTo(network.Parameters);
            return DataFormat<T>.Of(document.Data);
        }
        catch (JsonMistake mistake)
        {
            (int line, int column) = JsonMistake.Place(text, mistake.Offset);
            throw new WeightsException(FormattableString.Invariant($"{path ?? "weights"}({line},{column}): {mistake.Message}."), mistake) { File = path };
        }
    }

    /// <summary>What the network makes of an input.</summary>
    private static double[] Forward<TSelf, T>(T[] parameters, double[] input)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var output = new T[TSelf.OutputSize];
        TSelf.Forward(parameters, Numbers<T>(input), output);
        return Array.ConvertAll(output, double.CreateTruncating);
    }

    /// <summary>Exact for what a file says: it was rounded when it was read.</summary>
    private static T[] Numbers<T>(double[] numbers)
        where T : unmanaged, IFloatingPointIeee754<T> => Array.ConvertAll(numbers, T.CreateTruncating);

    private static string Decode(ReadOnlySpan<byte> file, string? path)
    {
        try
        {
            return s_strict.GetString(file);
        }
        catch (DecoderFallbackException malformed)
        {
            throw new WeightsException($"{path ?? "weights"}: Expected a text in UTF-8. {malformed.Message}", malformed) { File = path };
        }
    }

    private static DocumentLayer[] Layers(ReadOnlySpan<LayerInfo> layers)
    {
        var described = new DocumentLayer[layers.Length];
        for (int l = 0; l < described.Length; l++)
        {
            LayerInfo layer = layers[l];
            double? alpha = layer.HasAlpha ? layer.Alpha : null;
            described[l] = new DocumentLayer(layer.Inputs, layer.Outputs, layer.Activation.ToString(), alpha, layer.HasBias);
        }

        return described;
    }

    private static void CheckFinite<T>(ReadOnlySpan<T> numbers, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int k = 0; k < numbers.Length; k++)
        {
            if (!T.IsFinite(numbers[k]))
            {
                throw new WeightsException(FormattableString.Invariant($"{what}[{k}]"), "a finite number, since JSON has no other", $"{numbers[k]}");
            }
        }
    }
}
