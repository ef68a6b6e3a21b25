namespace MlpGen.Weights;

/// <summary>The number types that tensors in a file may have.</summary>
public enum TensorType
{
    /// <summary>The network's own: F32 or F64, so that every bit is kept.</summary>
    Network = 0,

    /// <summary>IEEE 754 half precision: 11 bits of precision, up to 65,504.</summary>
    F16,

    /// <summary>The upper half of an F32: 8 bits of precision, and its range.</summary>
    BF16,

    /// <summary>IEEE 754 single precision.</summary>
    F32,

    /// <summary>IEEE 754 double precision.</summary>
    F64,
}
