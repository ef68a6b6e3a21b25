#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Model;
#else
namespace MlpGen;
#endif

/// <summary>How the weights of a layer are drawn at first. Biases always start at zero.</summary>
/// <remarks>
/// <c>fanIn</c> is the number of inputs of the layer and <c>fanOut</c> the number of its outputs. N(σ) is the normal
/// distribution with mean 0 and standard deviation σ; U(a) the uniform one on [−a, a).
/// </remarks>
public enum Initializer
{
    /// <summary><see cref="HeNormal"/> for Relu, LeakyRelu, Elu, Gelu, GeluTanh and Silu, <see cref="LecunNormal"/>
    /// for Selu, and <see cref="XavierUniform"/> for all others.</summary>
    Auto = 0,

    /// <summary>All weights 0. The units of a hidden layer then stay equal for ever: fit for a last layer only.</summary>
    Zeros,

    /// <summary>N(s) with s = <c>LayerAttribute.InitialScale</c>, 0.01 unless set.</summary>
    ScaledNormal,

    /// <summary>U(√(6 / (fanIn + fanOut))) (Glorot and Bengio, 2010).</summary>
    XavierUniform,

    /// <summary>N(√(2 / (fanIn + fanOut))) (Glorot and Bengio, 2010).</summary>
    XavierNormal,

    /// <summary>U(√(6 / fanIn)) (He et al., 2015).</summary>
    HeUniform,

    /// <summary>N(√(2 / fanIn)) (He et al., 2015).</summary>
    HeNormal,

    /// <summary>N(√(1 / fanIn)) (LeCun et al., 1998).</summary>
    LecunNormal,
}
