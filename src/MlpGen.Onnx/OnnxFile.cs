using System.Numerics;
using Google.Protobuf;
using MlpGen.Onnx.Reading;
using MlpGen.Onnx.Schema;
using MlpGen.Onnx.Writing;
using MlpGen.Weights;

namespace MlpGen.Onnx;

/// <summary>Reads ONNX files whose graph is a network of dense layers, in whatever words, and writes such files.</summary>
/// <remarks>
/// A scale, a shift, a normalisation or BatchNormalization is folded into the dense layer beside it, in double precision; activations are
/// known by what they compute, however they are written. Everything else is refused by an <see cref="OnnxException"/> that names the node.
/// Reading takes memory in proportion to the file, and runs nothing that it says. docs/onnx.md has the list of operators.
/// </remarks>
/// <example>
/// <code>
/// DenseNetwork network = OnnxFile.Read("policy.onnx");
/// OnnxFile.Write(network, "copy.onnx");
/// OnnxFile.Load(net, "policy.onnx");      // into a generated network of the same layers
/// OnnxFile.Save(net, "net.onnx");
/// </code>
/// </example>
public static class OnnxFile
{
    /// <summary>The largest file that is read: more than any network that MlpGen compiles needs.</summary>
    private const long MostBytes = 256L * 1024 * 1024;

    /// <summary>Reads the network of a file.</summary>
    /// <param name="path">The file. Data in other files are read from its folder alone.</param>
    /// <param name="options">Which output; null for the only one.</param>
    /// <exception cref="OnnxException">The file is damaged, or its graph is no network of dense layers.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DenseNetwork Read(string path, OnnxReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(stream, options, Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (OnnxException mistake)
        {
            throw mistake.In(path);
        }
    }

    /// <summary>Reads the network of a stream, from where it stands to its end; it stays open.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="options">Which output; null for the only one.</param>
    /// <exception cref="OnnxException">The bytes are damaged, or the graph is no network of dense layers, or data lie in other files.</exception>
    public static DenseNetwork Read(Stream stream, OnnxReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, options, folder: null);
    }

    /// <summary>Writes a network as one graph of standard operators, opset 17.</summary>
    /// <param name="network">The network; its activations are known.</param>
    /// <param name="path">The file, which is replaced whole or not at all.</param>
    /// <exception cref="InvalidOperationException">The activations are not known.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(DenseNetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = GraphWriter.Write(network).ToByteArray();
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Writes a network to a stream, which stays open.</summary>
    /// <param name="network">The network; its activations are known.</param>
    /// <param name="stream">Where to.</param>
    /// <exception cref="InvalidOperationException">The activations are not known.</exception>
    public static void Write(DenseNetwork network, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(GraphWriter.Write(network).ToByteArray());
    }

    /// <summary>Writes a generated network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, which is replaced whole or not at all.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<TSelf, T>(INetwork<TSelf, T> network, string path)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Write(DenseNetwork.Of(network), path);

    /// <summary>Reads the parameters of a generated network; it has all of them afterwards, or is as it was.</summary>
    /// <param name="network">The network, which must have the layers of the file, activations included.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Which output; null for the only one.</param>
    /// <exception cref="OnnxException">The file is damaged, or no network of dense layers, or has other layers.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load<TSelf, T>(INetwork<TSelf, T> network, string path, OnnxReadOptions? options = null)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        DenseNetwork read = Read(path, options);
        try
        {
            Fingerprint.Check(Fingerprint.Of(read.Layers), TSelf.Layers, activations: true);
        }
        catch (WeightsException difference)
        {
            throw new OnnxException(difference.Message).In(path);
        }

        for (int k = 0; k < read.Parameters.Length; k++)
        {
            network.Parameters[k] = T.CreateTruncating(read.Parameters[k]);
        }
    }

    private static DenseNetwork Read(Stream stream, OnnxReadOptions? options, string? folder)
    {
        try
        {
            return new GraphReader(Parse(stream), folder).Read(options?.Output);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw new OnnxException($"not an ONNX file, or a damaged one: {malformed.Message}", malformed);
        }
    }

    private static ModelProto Parse(Stream stream)
    {
        if (stream.CanSeek && stream.Length - stream.Position > MostBytes)
        {
            throw new OnnxException($"{stream.Length - stream.Position} bytes, where at most {MostBytes} are read");
        }

        using var bytes = new MemoryStream();
        byte[] chunk = new byte[64 * 1024];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            bytes.Write(chunk, 0, read);
            if (bytes.Length > MostBytes)
            {
                throw new OnnxException($"more than {MostBytes} bytes, the most that are read");
            }
        }

        return ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
