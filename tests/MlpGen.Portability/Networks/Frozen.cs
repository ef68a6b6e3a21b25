using static MlpGen.Activation;

namespace MlpGen.Portability.Networks;

/// <summary>Networks whose weights are part of the program; each has those that its twin draws from the seed 1, so that it must compute what that does.</summary>
internal static partial class Frozen
{
    /// <summary>Weights as literals; <see cref="Singles.Deep"/>.</summary>
    [Layer(2, 3, Tanh), Layer(3, 3, Tanh), Layer(3, 3, Tanh), Layer(3, 2), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single), Frozen("deep.weights.json")]
    internal static partial class Literals;

    /// <summary>Weights as data; <see cref="Singles.Columns"/>.</summary>
    [Layer(9, 24, Relu), Layer(24, 24, Relu), Layer(24, 3), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single), Frozen("columns.weights.json")]
    internal static partial class Data;

    /// <summary>Weights as data in double; <see cref="Doubles.Ragged"/>.</summary>
    [Layer(9, 37, Gelu), Layer(37, 5, Sigmoid, Bias = false), Layer(5, 18, Softmax), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Double)]
    [Frozen("ragged.weights.json")]
    internal static partial class DataInDouble;
}
