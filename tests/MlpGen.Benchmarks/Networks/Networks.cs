using MlpGen;
using static MlpGen.Activation;

namespace MlpGen.Benchmarks.Networks;

/// <summary>As small as a network gets: what a call costs.</summary>
[Layer(2, 3, Relu)]
[Layer(3, 2, Relu)]
[Loss(LossFunction.HalfSquaredError)]
public partial class N1;

/// <summary>A function of one variable: nearly all of it is tanh.</summary>
[Layer(1, 100, Tanh)]
[Layer(100, 1)]
[Loss(LossFunction.MeanSquaredError)]
public partial class N2;

/// <summary>The classifier of irises: short sums, one waiting for the other.</summary>
[Layer(4, 16, Relu)]
[Layer(16, 16, Relu)]
[Layer(16, 3, Softmax)]
[Loss(LossFunction.CrossEntropy)]
public partial class N3;

/// <summary>The digit classifier of many introductions: one long layer, narrow ones after it.</summary>
[Layer(784, 16, Sigmoid)]
[Layer(16, 16, Sigmoid)]
[Layer(16, 10, Sigmoid)]
[Loss(LossFunction.SumSquaredError)]
public partial class N4;

/// <summary>The digit classifier of today: its weights live in the second cache.</summary>
[Layer(784, 128, Relu)]
[Layer(128, 10, Softmax)]
[Loss(LossFunction.CrossEntropy)]
public partial class N5;

/// <summary>A controller: several square layers.</summary>
[Layer(64, 64, Tanh)]
[Layer(64, 64, Tanh)]
[Layer(64, 64, Tanh)]
[Layer(64, 8)]
[Loss(LossFunction.MeanSquaredError)]
public partial class N6;
