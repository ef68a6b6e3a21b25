using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Networks;

/// <summary>A network of each layout, which nothing else has compiled.</summary>
internal static partial class WarmupNetworks
{
    /// <summary>Has none of the code that the others are measured by; what measures is compiled with it.</summary>
    [Layer(1, 1), Layer(1, 2, Softmax), Loss(CrossEntropy), Network(Unroll = Unroll.Full)]
    internal sealed partial class First;

    /// <inheritdoc cref="First"/>
    [Layer(1, 1), Layer(1, 2, Softmax), Loss(CrossEntropy), Network(Unroll = Unroll.Full, Precision = Precision.Double)]
    internal sealed partial class FirstInDouble;

    [Layer(2, 3, Relu), Layer(3, 2, Relu), Loss(HalfSquaredError)]
    internal sealed partial class Lanes;

    [Layer(2, 3, Tanh), Layer(3, 2, Sigmoid), Loss(BinaryCrossEntropy), Network(Precision = Precision.Double)]
    internal sealed partial class LanesInDouble;

    [Layer(1, 100, Tanh), Layer(100, 1), Loss(MeanSquaredError)]
    internal sealed partial class Columns;

    [Layer(12, 32, Gelu), Layer(32, 16, Elu), Layer(16, 4), Loss(Huber), Network(Precision = Precision.Double)]
    internal sealed partial class ColumnsInDouble;

    [Layer(12, 32, Tanh), Layer(32, 16, Tanh), Layer(16, 4), Loss(MeanSquaredError)]
    internal sealed partial class Controller;

    [Layer(4, 16, Relu), Layer(16, 16, Relu), Layer(16, 3, Softmax), Loss(CrossEntropy)]
    internal sealed partial class Classifier;

    [Layer(100, 128, Relu), Layer(128, 10, Softmax), Loss(CrossEntropy)]
    internal sealed partial class Tiles;

    [Layer(67, 50, Silu), Layer(50, 65, Sigmoid), Layer(65, 7, Sigmoid), Loss(SumSquaredError), Network(Precision = Precision.Double)]
    internal sealed partial class TilesInDouble;

    [Layer(64, 64, Tanh), Layer(64, 64, Tanh), Layer(64, 8), Loss(MeanSquaredError)]
    internal sealed partial class Square;

    [Layer(300, 1, Sigmoid), Loss(BinaryCrossEntropy)]
    internal sealed partial class OneLayer;

    [Layer(5, 40, Tanh, Dropout = 0.3), Layer(40, 40, Elu, Dropout = 0.6), Layer(40, 3), Loss(CrossEntropy)]
    internal sealed partial class Dropping;

    [Layer(2, 3, Elu), Layer(3, 2, Softmax), Loss(CrossEntropy), Network(Reproducible = true)]
    internal sealed partial class LanesInOrder;

    [Layer(9, 30, Tanh), Layer(30, 3, Softmax), Loss(CrossEntropy), Network(Reproducible = true)]
    internal sealed partial class ColumnsInOrder;

    [Layer(40, 65, Gelu, Dropout = 0.5), Layer(65, 1, Sigmoid), Loss(BinaryCrossEntropy), Network(Reproducible = true, Precision = Precision.Double)]
    internal sealed partial class TilesInOrder;

    [Layer(4, 3, Relu), Layer(3, 9, Sigmoid), Loss(MeanSquaredError), Network(Reproducible = true, Precision = Precision.Double)]
    internal sealed partial class WideOutputsInOrder;

    [Layer(16, 3, Elu), Layer(3, 3, Sigmoid, Bias = false), Loss(BinaryCrossEntropy), Network(Reproducible = true)]
    internal sealed partial class ManyInputsInOrder;

    [Layer(3, 5, Relu), Layer(5, 2, Relu), Network(Unroll = Unroll.None)]
    internal sealed partial class WithoutLoss;

    [Layer(4, 32, HardSigmoid)]
    internal sealed partial class OneLayerInColumns;

    [Layer(3, 20, HardTanh), Layer(20, 20, LeakyRelu), Layer(20, 1), Network(Backward = false)]
    internal sealed partial class ForwardOnly;
}
