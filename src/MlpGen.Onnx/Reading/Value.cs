namespace MlpGen.Onnx.Reading;

/// <summary>What an edge of the graph carries.</summary>
internal abstract record Value;

/// <summary>The number types, as far as they matter here.</summary>
internal enum NumberType
{
    Single,
    Double,

    /// <summary>Half precision of either kind; its numbers are floats, too.</summary>
    Half,
    Integer,
    Boolean,
}

/// <summary>Numbers that are the same for every sample.</summary>
/// <param name="Type">What they are.</param>
/// <param name="Shape">Their dimensions; none for a single number.</param>
/// <param name="Numbers">Row by row. Among integers, NaN stands for the number of samples, which is open.</param>
internal sealed record Constant(NumberType Type, long[] Shape, double[] Numbers) : Value
{
    /// <summary>A single number.</summary>
    public bool IsScalar => Numbers.Length == 1;

    /// <summary>A list of integers, such as axes or a shape.</summary>
    public static Constant Integers(params double[] numbers) => new(NumberType.Integer, [numbers.Length], numbers);
}

/// <summary>How the numbers of a sample lie: a batch of them, each with these dimensions.</summary>
/// <param name="HasBatch">Whether the first dimension, not among these, counts samples.</param>
/// <param name="BatchSize">How many samples, if the file fixes it.</param>
/// <param name="Features">The dimensions of one sample; −1 where the file leaves one open.</param>
internal sealed record SampleShape(bool HasBatch, long? BatchSize, long[] Features)
{
    /// <summary>The numbers of one sample; null if that is open.</summary>
    public long? Width
    {
        get
        {
            long width = 1;
            foreach (long feature in Features)
            {
                if (feature < 0)
                {
                    return null;
                }

                width = feature > 0 && width > int.MaxValue / feature ? int.MaxValue : width * feature;
            }

            return width;
        }
    }

    /// <summary>Whether only one of one sample's dimensions has more than one number, so that they are a row.</summary>
    public bool IsRow => Features.Length > 0 && Features[..^1].All(static feature => feature == 1);

    /// <summary>The same with another width.</summary>
    public SampleShape WithWidth(long width) => this with { Features = [.. Features[..^1], width] };

    public override string ToString() => $"[{string.Join(", ", Features.Select(Text).Prepend(BatchSize is { } n ? Text(n) : "N").Skip(HasBatch ? 0 : 1))}]";

    private static string Text(long size) => size < 0 ? "?" : size.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
