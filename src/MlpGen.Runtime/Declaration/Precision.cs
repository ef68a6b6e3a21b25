#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Model;
#else
namespace MlpGen;
#endif

/// <summary>The number type that a network computes in: T of its members.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>: 32 bits, about 7 digits. Twice the speed of <see cref="Double"/>, and enough for almost
    /// every network.</summary>
    Single = 0,

    /// <summary><see cref="double"/>: 64 bits, about 16 digits. For gradient checks and ill-conditioned fits.</summary>
    Double,
}
