using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Networks;

/// <summary>Networks that drop in training: one layer or several, tiny enough to be unrolled otherwise, narrow, wide, by labels.</summary>
internal static partial class DropoutNetworks
{
    [Layer(2, 3, Gelu, Dropout = 0.25), Layer(3, 2, Sigmoid), Loss(MeanSquaredError), Network(Precision = Precision.Double)]
    internal sealed partial class Tiny;

    [Layer(3, 10, Tanh, Dropout = 0.5), Layer(10, 7, Softplus), Layer(7, 5, Sigmoid, Dropout = 0.1), Layer(5, 2)]
    [Loss(Huber), Network(Precision = Precision.Double)]
    internal sealed partial class Deep;

    [Layer(6, 16, Silu, Dropout = 0.3), Layer(16, 3), Loss(CrossEntropy), Network(Precision = Precision.Double)]
    internal sealed partial class Classifier;

    [Layer(5, 40, Tanh, Dropout = 0.3), Layer(40, 40, Elu, Dropout = 0.6), Layer(40, 1), Loss(BinaryCrossEntropy)]
    [Network(Precision = Precision.Double)]
    internal sealed partial class Wide;

    [Layer(4, 16, Relu, Dropout = 0.2), Layer(16, 3), Loss(CrossEntropy)]
    internal sealed partial class SingleClassifier;

    [Layer(4, 16, Relu), Layer(16, 3), Loss(CrossEntropy)]
    internal sealed partial class SingleClassifierWithoutDropout;
}
