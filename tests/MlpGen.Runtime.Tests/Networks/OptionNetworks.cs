using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Networks;

/// <summary>The options of the attributes, and shapes that are easily got wrong.</summary>
internal static partial class OptionNetworks
{
    [Layer(3, 4, LeakyRelu, Alpha = 0.3), Layer(4, 2, LeakyRelu, Alpha = 0.25), Loss(MeanSquaredError)]
    internal sealed partial class LeakySlopes;

    [Layer(3, 4, LeakyRelu, Alpha = 0), Layer(4, 2), Loss(MeanSquaredError)]
    internal sealed partial class LeakySlopeZero;

    [Layer(3, 4, Elu, Alpha = 0.5), Layer(4, 2, Elu, Alpha = 2), Loss(MeanSquaredError), Network(Precision = Precision.Double)]
    internal sealed partial class EluScales;

    [Layer(3, 4, Tanh, Bias = false), Layer(4, 2), Loss(MeanSquaredError)]
    internal sealed partial class NoBiasFirst;

    [Layer(3, 4, Tanh), Layer(4, 2, Bias = false), Loss(MeanSquaredError)]
    internal sealed partial class NoBiasLast;

    [Layer(3, 4, Tanh, Bias = false), Layer(4, 4, Relu, Bias = false), Layer(4, 2, Bias = false)]
    [Loss(MeanSquaredError), Network(Precision = Precision.Double, Unroll = Unroll.None)]
    internal sealed partial class NoBiasAtAll;

    [Layer(3, 4, Tanh), Layer(4, 2), Loss(Huber, Delta = 0.3)]
    internal sealed partial class HuberEarly;

    [Layer(3, 4, Tanh), Layer(4, 2), Loss(Huber, Delta = 3), Network(Unroll = Unroll.None)]
    internal sealed partial class HuberLate;

    [Layer(1, 1), Loss(MeanSquaredError)]
    internal sealed partial class Line;

    [Layer(1, 1), Loss(MeanSquaredError), Network(Unroll = Unroll.None)]
    internal sealed partial class LineLoop;

    [Layer(5, 2, Softmax), Loss(MeanSquaredError)]
    internal sealed partial class SoftmaxOfTwo;

    [Layer(3, 1, Sigmoid), Loss(BinaryCrossEntropy)]
    internal sealed partial class Logistic;

    [Layer(1, 100, Tanh), Layer(100, 1), Loss(MeanSquaredError)]
    internal sealed partial class Curve;

    [Layer(4, 16, Relu), Layer(16, 16, Relu), Layer(16, 3, Softmax), Loss(CrossEntropy)]
    internal sealed partial class Classifier;

    [Layer(67, 65, Gelu), Layer(65, 33, Sigmoid), Layer(33, 10), Loss(CrossEntropy)]
    internal sealed partial class OddWidths;

    [Layer(67, 65, Softplus), Layer(65, 33, Silu), Layer(33, 10, Softmax), Loss(SumSquaredError)]
    [Network(Precision = Precision.Double)]
    internal sealed partial class OddWidthsDouble;

    [Layer(16, 12, Tanh), Layer(12, 4), Loss(MeanSquaredError), Network(Unroll = Unroll.Full)]
    internal sealed partial class UnrolledByWish;

    [Layer(2, 3, Tanh), Layer(3, 3, Tanh), Layer(3, 3, Tanh), Layer(3, 3, Tanh), Layer(3, 3, Tanh), Layer(3, 3, Tanh), Layer(3, 2)]
    [Loss(HalfSquaredError)]
    internal sealed partial class Deep;
}
