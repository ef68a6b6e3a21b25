using MlpGen;
using static MlpGen.Activation;

namespace Digits;

/// <summary>The network of many introductions: two small hidden layers, sigmoids throughout, squared error. 13,002 parameters.</summary>
[Layer(784, 16, Sigmoid)]
[Layer(16, 16, Sigmoid)]
[Layer(16, 10, Sigmoid)]
[Loss(LossFunction.SumSquaredError)]
public partial class SigmoidNet;

/// <summary>What one would take today: one wider layer of ReLUs, and ten probabilities that learn by cross entropy.</summary>
[Layer(784, 128, Relu)]
[Layer(128, 10, Softmax)]
[Loss(LossFunction.CrossEntropy)]
public partial class ReluNet;
