using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Portability.Networks;

/// <summary>Networks in <c>float</c> of every layout, with every activation and every loss; <see cref="Doubles"/> has the same.</summary>
internal static partial class Singles
{
    /// <summary>Number by number, and in lanes: the textbook's network.</summary>
    [Layer(2, 3, Relu), Layer(3, 2, Relu), Loss(HalfSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class Tiny;

    /// <summary>Number by number through many layers.</summary>
    [Layer(2, 3, Tanh), Layer(3, 3, Tanh), Layer(3, 3, Tanh), Layer(3, 2), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class Deep;

    /// <summary>Number by number by wish, with numbers enough for lanes.</summary>
    [Layer(16, 8, Tanh), Layer(8, 4), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single, Unroll = Unroll.Full)]
    internal sealed partial class UnrolledByWish;

    /// <summary>Number by number by wish, with too many for them.</summary>
    [Layer(16, 12, Tanh), Layer(12, 4), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single, Unroll = Unroll.Full)]
    internal sealed partial class UnrolledOneByOne;

    /// <summary>One sample in vectors of outputs that stay in registers, a batch in columns.</summary>
    [Layer(6, 8, Silu), Layer(8, 2), Loss(Huber), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class InRegisters;

    /// <summary>One sample through many units to a single output, the two layers in one pass.</summary>
    [Layer(3, 50, Tanh), Layer(50, 1), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class OnePass;

    /// <summary>Columns.</summary>
    [Layer(9, 24, Relu), Layer(24, 24, Relu), Layer(24, 3), Loss(CrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class Columns;

    /// <summary>Columns, since rows would be ragged.</summary>
    [Layer(9, 37, Gelu), Layer(37, 5, Sigmoid, Bias = false), Layer(5, 18, Softmax), Loss(Huber), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class Ragged;

    /// <summary>Rows that fill their vectors.</summary>
    [Layer(48, 64, Relu), Layer(64, 64, Tanh), Layer(64, 10), Loss(CrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class Rows;

    /// <summary>Rows that do not.</summary>
    [Layer(67, 140, Softplus), Layer(140, 33, Silu), Layer(33, 10, Softmax), Loss(SumSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class OddRows;

    /// <summary>Too deep for the stack: the way back computes anew.</summary>
    [Layer(1, 4096, Tanh), Layer(4096, 1, Sigmoid), Layer(1, 4096, Relu), Layer(4096, 1), Layer(1, 4096, Gelu), Layer(4096, 1, Silu)]
    [Layer(1, 4096, Tanh), Layer(4096, 3, Softmax)]
    [Loss(CrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class Recomputed;

    /// <summary>Dropout in a network that would be tiny.</summary>
    [Layer(2, 5, Gelu, Dropout = 0.25), Layer(5, 2, Sigmoid), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class DroppingTiny;

    /// <summary>Dropout of two layers, with labels.</summary>
    [Layer(9, 40, Tanh, Dropout = 0.3), Layer(40, 33, Elu, Dropout = 0.6), Layer(33, 4), Loss(CrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class DroppingRows;

    /// <summary>A Softmax with the loss that it is fused with.</summary>
    [Layer(5, 17, LeakyRelu, Alpha = 0.3), Layer(17, 6, Softmax), Loss(CrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class Probabilities;

    /// <summary>A Softmax apart from its loss.</summary>
    [Layer(4, 7, Gelu), Layer(7, 3, Softmax), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class SquaredSoftmax;

    [Layer(2, 3, Identity), Layer(3, 2), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinyIdentity;

    [Layer(2, 3, Relu), Layer(3, 2), Loss(HalfSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinyRelu;

    [Layer(2, 3, LeakyRelu), Layer(3, 2), Loss(SumSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinyLeakyRelu;

    [Layer(2, 3, Elu), Layer(3, 2), Loss(MeanAbsoluteError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinyElu;

    [Layer(2, 3, Selu), Layer(3, 2), Loss(Huber), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinySelu;

    [Layer(2, 3, Gelu), Layer(3, 2), Loss(CrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinyGelu;

    [Layer(2, 3, GeluTanh), Layer(3, 2, Sigmoid), Loss(BinaryCrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinyGeluTanh;

    [Layer(2, 3, Silu), Layer(3, 2), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinySilu;

    [Layer(2, 3, Softplus), Layer(3, 2), Loss(HalfSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinySoftplus;

    [Layer(2, 3, Sigmoid), Layer(3, 2), Loss(SumSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinySigmoid;

    [Layer(2, 3, Tanh), Layer(3, 2), Loss(MeanAbsoluteError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinyTanh;

    [Layer(2, 3, HardSigmoid), Layer(3, 2), Loss(Huber), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinyHardSigmoid;

    [Layer(2, 3, HardTanh), Layer(3, 2), Loss(CrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class TinyHardTanh;

    [Layer(5, 17, Identity), Layer(17, 3), Loss(MeanAbsoluteError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredIdentity;

    [Layer(5, 17, Relu), Layer(17, 3), Loss(Huber), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredRelu;

    [Layer(5, 17, LeakyRelu), Layer(17, 3), Loss(CrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredLeakyRelu;

    [Layer(5, 17, Elu), Layer(17, 3, Sigmoid), Loss(BinaryCrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredElu;

    [Layer(5, 17, Selu), Layer(17, 3), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredSelu;

    [Layer(5, 17, Gelu), Layer(17, 3), Loss(HalfSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredGelu;

    [Layer(5, 17, GeluTanh), Layer(17, 3), Loss(SumSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredGeluTanh;

    [Layer(5, 17, Silu), Layer(17, 3), Loss(MeanAbsoluteError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredSilu;

    [Layer(5, 17, Softplus), Layer(17, 3), Loss(Huber), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredSoftplus;

    [Layer(5, 17, Sigmoid), Layer(17, 3), Loss(CrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredSigmoid;

    [Layer(5, 17, Tanh), Layer(17, 3, Sigmoid), Loss(BinaryCrossEntropy), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredTanh;

    [Layer(5, 17, HardSigmoid), Layer(17, 3), Loss(MeanSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredHardSigmoid;

    [Layer(5, 17, HardTanh), Layer(17, 3), Loss(HalfSquaredError), Network(Reproducible = Arithmetic.IsReproducible, Precision = Precision.Single)]
    internal sealed partial class LayeredHardTanh;
}
