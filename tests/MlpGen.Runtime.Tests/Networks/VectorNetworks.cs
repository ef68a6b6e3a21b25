using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Networks;

/// <summary>Networks of which one sample goes through in vectors: ends of the parameters, one output on the way, vectors partly filled, rows
/// of dW shorter and longer than a vector.</summary>
internal static partial class VectorNetworks
{
    [Layer(3, 5, Tanh, Bias = false), Layer(5, 2, Bias = false), Loss(MeanSquaredError)]
    internal sealed partial class NoBiasAtTheEnd;

    [Layer(2, 9, Relu), Layer(9, 1, Tanh), Layer(1, 9, Silu), Layer(9, 3, Softmax), Loss(HalfSquaredError)]
    internal sealed partial class ThroughOneOutput;

    [Layer(19, 1, Sigmoid), Loss(BinaryCrossEntropy)]
    internal sealed partial class OneOutput;

    [Layer(17, 1), Layer(1, 1, Tanh), Layer(1, 4), Loss(MeanSquaredError), Network(Precision = Precision.Double)]
    internal sealed partial class OneByOneByOne;

    [Layer(1, 13, Gelu), Layer(13, 13, Softmax), Loss(SumSquaredError)]
    internal sealed partial class LongSoftmax;

    [Layer(2, 3, Softplus), Layer(3, 4, Softmax), Loss(CrossEntropy), Network(Precision = Precision.Double)]
    internal sealed partial class WholeSoftmaxDouble;

    [Layer(3, 12, Elu), Layer(12, 8), Loss(Huber), Network(Precision = Precision.Double)]
    internal sealed partial class WholeVectorsDouble;

    [Layer(5, 7, LeakyRelu, Bias = false), Layer(7, 6, HardTanh), Layer(6, 2, Softmax), Loss(MeanSquaredError)]
    internal sealed partial class SoftmaxOfTwoInVectors;

    [Layer(11, 5, Sigmoid), Layer(5, 10, Tanh), Layer(10, 23, Softmax), Loss(MeanAbsoluteError)]
    internal sealed partial class RaggedRows;

    [Layer(5, 3, Sigmoid), Layer(3, 50, Softplus), Layer(50, 1, Tanh), Loss(HalfSquaredError)]
    internal sealed partial class EndsInOnePass;

    [Layer(2, 37, Elu, Alpha = 1, Bias = false), Layer(37, 1, Bias = false), Loss(MeanSquaredError), Network(Precision = Precision.Double)]
    internal sealed partial class EndsInOnePassDouble;

    [Layer(1, 5, Selu), Layer(5, 11, HardSigmoid, Bias = false), Layer(11, 4), Loss(BinaryCrossEntropy)]
    internal sealed partial class ShortRows;

    [Layer(7, 3, Tanh), Layer(3, 6, GeluTanh), Layer(6, 7, LeakyRelu), Loss(MeanSquaredError), Network(Precision = Precision.Double)]
    internal sealed partial class RaggedRowsDouble;

    [Layer(3, 8, Relu), Layer(8, 8, Silu), Layer(8, 2, Softmax), Loss(HalfSquaredError)]
    internal sealed partial class ThreeLayersInRegisters;

    [Layer(6, 7, HardTanh, Bias = false), Layer(7, 3, Sigmoid), Loss(BinaryCrossEntropy)]
    internal sealed partial class RaggedInRegisters;

    [Layer(9, 5, LeakyRelu), Layer(5, 1, HardSigmoid, Bias = false), Loss(MeanSquaredError)]
    internal sealed partial class OneOutputInRegisters;

    [Layer(4, 8, HardSigmoid), Layer(8, 2), Loss(Huber), Network(Precision = Precision.Double)]
    internal sealed partial class InRegistersDouble;

    [Layer(5, 11, Tanh), Loss(Huber, Delta = 0.4)]
    internal sealed partial class TwoVectorsOfResiduals;

    [Layer(4, 10, Sigmoid), Loss(BinaryCrossEntropy)]
    internal sealed partial class TwoVectorsOfProbabilities;

    [Layer(6, 8, Softmax), Loss(CrossEntropy)]
    internal sealed partial class WholeSoftmax;

    [Layer(6, 5), Loss(CrossEntropy)]
    internal sealed partial class LogitsInOneVector;

    [Layer(4, 9), Loss(CrossEntropy)]
    internal sealed partial class LogitsInTwoVectors;

    [Layer(5, 3), Loss(CrossEntropy), Network(Precision = Precision.Double)]
    internal sealed partial class LogitsInOneVectorDouble;

    [Layer(4, 6, Silu), Loss(MeanAbsoluteError), Network(Precision = Precision.Double)]
    internal sealed partial class TwoVectorsOfResidualsDouble;
}
