namespace MlpGen.Onnx;

/// <summary>An ONNX file that is damaged, or whose graph is not a network of dense layers. Nothing was changed by the call that threw it.</summary>
/// <remarks>That a file cannot be opened or read remains an <see cref="IOException"/>.</remarks>
public sealed class OnnxException : FormatException
{
    /// <summary>An exception with a message of its own.</summary>
    public OnnxException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message of its own, and what led to it.</summary>
    public OnnxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception without details.</summary>
    public OnnxException()
        : this("The graph is not a network of dense layers.")
    {
    }

    private OnnxException(string message, string? node, string? operation, string? file, Exception? cause)
        : base(message, cause)
    {
        (Node, Operation, File) = (node, operation, file);
    }

    /// <summary>The name of the node that does not fit; <c>#5</c> for the fifth of the graph if it has no name; null if the file as a whole
    /// does not.</summary>
    public string? Node { get; }

    /// <summary>The operator of that node, such as <c>Conv</c>.</summary>
    public string? Operation { get; }

    /// <summary>The path, if the graph came from a file.</summary>
    public string? File { get; }

    /// <summary>What is wrong with a node.</summary>
    internal static OnnxException At(string node, string operation, string message, Exception? cause = null) =>
        new($"node '{node}' ({operation}): {message}", node, operation, null, cause);

    /// <summary>The same with the file's name in front.</summary>
    internal OnnxException In(string file) => new($"{file}: {Message}", Node, Operation, file, InnerException ?? this);
}
