using MlpGen.Onnx.Files;
using MlpGen.Weights;

namespace MlpGen.Onnx;

/// <summary>Reads and writes networks in every format that MlpGen knows: <c>.onnx</c>, <c>.safetensors</c> and <c>.weights.json</c>, by the name
/// of the file.</summary>
public static class NetworkFile
{
    /// <summary>The largest <c>.weights.json</c> that is read.</summary>
    private const long MostBytes = 256L * 1024 * 1024;

    /// <summary>Reads a network.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which output of an ONNX graph; not asked of other files.</param>
    /// <exception cref="OnnxException">An ONNX file is damaged, or no network of dense layers.</exception>
    /// <exception cref="WeightsException">Another file is malformed, or its name says no format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DenseNetwork Read(string path, OnnxReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        switch (FormatOf(path))
        {
            case NetworkFormat.Onnx:
                return OnnxFile.Read(path, options);
            case NetworkFormat.WeightsJson:
                long length = new FileInfo(path).Length;
                return length <= MostBytes
                    ? ReadableWeights.Read(File.ReadAllBytes(path), path)
                    : throw new WeightsException(path, $"at most {MostBytes} bytes", $"{length}");
            default:
                DenseNetwork? network = null;
                Safetensors.InFile(path, () =>
                {
                    using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
                    try
                    {
                        network = StateDict.Read(stream);
                    }
                    catch (ArgumentException unfit)
                    {
                        throw new WeightsException(unfit.Message, unfit);
                    }
                });
                return network!;
        }
    }

    /// <summary>Writes a network; the file is replaced whole or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="type">The number type in a <c>.safetensors</c>; not asked of other files.</param>
    /// <param name="golden">Inputs of examples in a <c>.weights.json</c>, with what the network makes of them; not asked of other files.</param>
    /// <exception cref="InvalidOperationException">The activations are not known, and ONNX, or examples, need them.</exception>
    /// <exception cref="WeightsException">A number is beyond the range of the number type, or the name says no format.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(DenseNetwork network, string path, TensorType type = TensorType.Network, IReadOnlyList<double[]>? golden = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        switch (FormatOf(path))
        {
            case NetworkFormat.Onnx:
                OnnxFile.Write(network, path);
                break;
            case NetworkFormat.WeightsJson:
                using (var text = new MemoryStream())
                {
                    ReadableWeights.Write(network, text, [.. golden ?? []]);
                    AtomicFile.Write(path, text.WriteTo);
                }

                break;
            default:
                Safetensors.InFile(path, () => AtomicFile.Write(path, stream => StateDict.Write(network, stream, type)));
                break;
        }
    }

    /// <summary>The format that a file's name says.</summary>
    /// <exception cref="WeightsException">It says none.</exception>
    public static NetworkFormat FormatOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path switch
        {
            _ when path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) => NetworkFormat.Onnx,
            _ when path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) => NetworkFormat.Safetensors,
            _ when path.EndsWith(".weights.json", StringComparison.OrdinalIgnoreCase) => NetworkFormat.WeightsJson,
            _ => throw new WeightsException(path, "a name that ends in .onnx, .safetensors or .weights.json", $"'{Excerpt.Of(Path.GetFileName(path))}'"),
        };
    }
}

/// <summary>The formats of networks.</summary>
public enum NetworkFormat
{
    /// <summary>A graph of operators.</summary>
    Onnx,

    /// <summary>Tensors with names; activations only if MlpGen wrote it.</summary>
    Safetensors,

    /// <summary>A text for people and for version control.</summary>
    WeightsJson,
}
