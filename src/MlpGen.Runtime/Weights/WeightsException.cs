namespace MlpGen.Weights;

/// <summary>A weights file that is malformed, or does not fit the network. The network is as it was before the call.</summary>
/// <remarks>That a file cannot be opened or read remains an <see cref="IOException"/>.</remarks>
public sealed class WeightsException : FormatException
{
    /// <summary>An exception with a message of its own.</summary>
    public WeightsException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message of its own, and what led to it.</summary>
    public WeightsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception without details.</summary>
    public WeightsException()
        : this("The weights do not fit.")
    {
    }

    /// <summary>What was expected, and what was found instead.</summary>
    /// <param name="where">What is wrong, such as <c>tensor '2.weight' (W2)</c>.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="tensor">The tensor's name in the file, if the mistake is one of a tensor.</param>
    /// <param name="advice">What to do about it, a clause; null where that is plain.</param>
    internal WeightsException(string where, string expected, string found, string? tensor = null, string? advice = null)
        : this($"{where}: expected {expected}, found {found}" + (advice is null ? "." : $"; {advice}."))
    {
        Tensor = tensor;
        Expected = expected;
        Found = found;
    }

    private WeightsException(string file, WeightsException cause)
        : this($"{file}: {cause.Message}", cause.InnerException ?? cause)
    {
        File = file;
        (Tensor, Expected, Found) = (cause.Tensor, cause.Expected, cause.Found);
    }

    /// <summary>The path, if the weights came from a file.</summary>
    public string? File { get; internal init; }

    /// <summary>The name of the tensor that does not fit; null if the file as a whole does not.</summary>
    public string? Tensor { get; }

    /// <summary>What was expected, if the message says so.</summary>
    public string? Expected { get; }

    /// <summary>What was found instead.</summary>
    public string? Found { get; }

    /// <summary>The same with the file's name in front.</summary>
    internal WeightsException In(string file) => new(file, this);
}
