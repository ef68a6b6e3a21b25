namespace MlpGen.Onnx;

/// <summary>What <see cref="OnnxFile"/> is to read of a graph.</summary>
public sealed record OnnxReadOptions
{
    /// <summary>The output that is wanted, by its name; null for the only one that is computed by dense layers.</summary>
    public string? Output { get; init; }
}
