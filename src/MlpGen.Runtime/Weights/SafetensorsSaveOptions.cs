namespace MlpGen.Weights;

/// <summary>What <see cref="Safetensors"/> may do when it saves.</summary>
public sealed record SafetensorsSaveOptions
{
    /// <summary>The number type of the tensors. A narrower one rounds to the nearest; a number beyond its range is refused.</summary>
    public TensorType Type { get; init; }

    /// <summary>Whether NaN and infinity are written.</summary>
    public bool AllowNonFinite { get; init; }
}
