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
