using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Networks;

/// <summary>The 2-3-2 network of the textbook, unrolled.</summary>
[Layer(2, 3, Relu), Layer(3, 2, Relu), Loss(HalfSquaredError)]
public partial class TinyNet;

/// <summary>The same as loops, in double.</summary>
[Layer(2, 3, Relu), Layer(3, 2, Relu), Loss(HalfSquaredError)]
[Network(Precision = Precision.Double, Unroll = Unroll.None)]
public partial class TinyNetLoops;

/// <summary>One number in, one number out: where a batch is as long as its inputs, and rows are of one number.</summary>
[Layer(1, 1, Tanh), Loss(MeanAbsoluteError)]
public partial class OneByOne;

/// <summary>A classifier with logits, unrolled, in double.</summary>
[Layer(3, 4, Silu), Layer(4, 3), Loss(CrossEntropy)]
[Network(Precision = Precision.Double)]
public partial class LogitClassifier;

/// <summary>A classifier with probabilities, too large to unroll.</summary>
[Layer(4, 16, Relu), Layer(16, 16, Relu), Layer(16, 3, Softmax), Loss(CrossEntropy)]
public partial class SoftmaxClassifier;

/// <summary>Widths beside every vector width, and a last layer whose Softmax is not fused with its loss.</summary>
[Layer(9, 37, Gelu), Layer(37, 5, Sigmoid, Bias = false), Layer(5, 18, Softmax), Loss(Huber)]
public partial class OddShape;

/// <summary>Yes or no, twice.</summary>
[Layer(5, 6, Softplus), Layer(6, 2, Sigmoid), Loss(BinaryCrossEntropy)]
[Network(Unroll = Unroll.None)]
public partial class TwoQuestions;

/// <summary>Small enough to unroll its forward pass, too large to unroll its gradient.</summary>
[Layer(3, 14, LeakyRelu), Layer(14, 5), Loss(CrossEntropy)]
public partial class HalfUnrolled;

/// <summary>Five layers as wide as they may be: a trace of them would take 256 KiB.</summary>
[Layer(1, 4096, Tanh), Layer(4096, 1, Sigmoid), Layer(1, 4096, Relu), Layer(4096, 2), Layer(2, 4096, Gelu), Layer(4096, 1, Silu)]
[Layer(1, 4096, Tanh), Layer(4096, 3, Softmax), Loss(CrossEntropy)]
public partial class Wide;

/// <summary>The same in double, and with a loss that is not fused.</summary>
[Layer(1, 4096, Tanh), Layer(4096, 1, Sigmoid), Layer(1, 4096, Relu), Layer(4096, 2), Layer(2, 4096, Gelu), Layer(4096, 1, Silu)]
[Layer(1, 4096, Tanh), Layer(4096, 3), Loss(HalfSquaredError), Network(Precision = Precision.Double)]
public partial class WideDouble;

/// <summary>As many outputs as there may be, of a Softmax whose loss is not fused.</summary>
[Layer(2, 4096, Softmax), Loss(MeanSquaredError), Network(Precision = Precision.Double)]
public partial class ManyOutputs;

/// <summary>As many classes as there may be, behind a hidden layer as wide.</summary>
[Layer(2, 4096, Relu), Layer(4096, 2), Layer(2, 4096), Loss(CrossEntropy), Network(Precision = Precision.Double)]
public partial class ManyClasses;

/// <summary>As many parameters as there may be: 4,194,304.</summary>
[Layer(4096, 1023, Tanh, Bias = false), Layer(1023, 4), Loss(MeanSquaredError)]
public partial class Large;

/// <summary>Odd widths in double, of which none fills its vectors.</summary>
[Layer(9, 37, Gelu), Layer(37, 5, Tanh), Layer(5, 18, Softmax), Loss(CrossEntropy)]
[Network(Precision = Precision.Double)]
public partial class OddShapeDouble;
