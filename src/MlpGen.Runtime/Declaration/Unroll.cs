#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Model;
#else
namespace MlpGen;
#endif

/// <summary>Whether the generated code is written out multiplication by multiplication.</summary>
public enum Unroll
{
    /// <summary>Written out where the network is small enough for that to be fast, number by number or in vectors, loops elsewhere.</summary>
    Auto = 0,

    /// <summary>Unrolled always: to read it, or to measure it. Beyond what the JIT optimizes this is slow, and beyond
    /// 20,000 multiply-adds it is an error.</summary>
    Full,

    /// <summary>Loops always: the smallest code.</summary>
    None,
}
