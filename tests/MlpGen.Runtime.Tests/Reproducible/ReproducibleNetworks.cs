using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Reproducible;

[Layer(2, 3, Relu), Layer(3, 2, Relu), Loss(HalfSquaredError), Network(Reproducible = true)]
internal sealed partial class TinyInOrder;

[Layer(3, 4, Sigmoid), Layer(4, 3, Tanh), Layer(3, 3, Softmax), Loss(CrossEntropy), Network(Reproducible = true)]
internal sealed partial class TinyClassifierInOrder;

[Layer(2, 4, Gelu), Layer(4, 1), Loss(MeanSquaredError), Network(Reproducible = true, Precision = Precision.Double)]
internal sealed partial class TinyInOrderDouble;

[Layer(5, 37, LeakyRelu), Layer(37, 3, Relu, Bias = false), Layer(3, 1), Loss(SumSquaredError), Network(Reproducible = true)]
internal sealed partial class NarrowInOrder;

[Layer(40, 150, Relu), Layer(150, 70, HardTanh), Layer(70, 10), Loss(HalfSquaredError), Network(Reproducible = true)]
internal sealed partial class WideInOrder;

[Layer(9, 33, Tanh), Layer(33, 18, Silu), Layer(18, 5, Softmax), Loss(CrossEntropy), Network(Reproducible = true)]
internal sealed partial class ClassifierInOrder;

[Layer(5, 300, Softmax), Loss(CrossEntropy), Network(Reproducible = true, Precision = Precision.Double)]
internal sealed partial class ManyClassesInOrder;

[Layer(6, 21, Softplus), Layer(21, 2, Sigmoid), Loss(BinaryCrossEntropy), Network(Reproducible = true, Precision = Precision.Double)]
internal sealed partial class LayeredInOrderDouble;
