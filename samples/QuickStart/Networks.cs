using MlpGen;
using static MlpGen.Activation;

namespace QuickStart;

/// <summary>The network of the README: small enough to check by hand.</summary>
[Layer(2, 3, Relu)]
[Layer(3, 2, Relu)]
[Loss(LossFunction.HalfSquaredError)]
public partial class TinyNet;

/// <summary>The same network in double precision, in which gradient checks are sharpest.</summary>
[Layer(2, 3, Relu)]
[Layer(3, 2, Relu)]
[Loss(LossFunction.HalfSquaredError)]
[Network(Precision = Precision.Double)]
public partial class PreciseTinyNet;

/// <summary>Exclusive or, the smallest problem that no single layer can solve. No loss: it only computes.</summary>
[Layer(2, 2, Relu)]
[Layer(2, 1)]
public partial class XorNet;

/// <summary>Exclusive or learned from scratch: a smooth hidden layer, and a probability for output.</summary>
[Layer(2, 4, Tanh)]
[Layer(4, 1, Sigmoid)]
[Loss(LossFunction.BinaryCrossEntropy)]
public partial class XorLearner;

/// <summary>The digit classifier of many introductions: 28 × 28 pixels in, ten digits out.</summary>
[Layer(784, 16, Sigmoid)]
[Layer(16, 16, Sigmoid)]
[Layer(16, 10, Sigmoid)]
[Loss(LossFunction.SumSquaredError)]
public partial class DigitNet;
