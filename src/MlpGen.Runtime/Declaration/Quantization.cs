#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Model;
#else
namespace MlpGen;
#endif

/// <summary>Whether a frozen network computes in small integers.</summary>
public enum Quantization
{
    /// <summary>No: in <see cref="float"/>, or in <see cref="double"/>.</summary>
    None = 0,

    /// <summary>Weights of 8 bits with a scale for each output, 256 levels for the values between layers. A quarter of the memory.</summary>
    Int8,

    /// <summary>Weights of 16 bits, and as many levels between layers as sums in 32 bits bear. Half of the memory, errors some ten times smaller
    /// than those of <see cref="Int8"/>.</summary>
    Int16,
}
