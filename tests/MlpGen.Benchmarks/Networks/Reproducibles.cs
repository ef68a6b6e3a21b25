using MlpGen;
using static MlpGen.Activation;

namespace MlpGen.Benchmarks.Networks;

// The six with the same bits everywhere: see Networks.cs for what they stand for.

/// <summary>N1 with the same bits everywhere.</summary>
[Layer(2, 3, Relu)]
[Layer(3, 2, Relu)]
[Loss(LossFunction.HalfSquaredError)]
[Network(Reproducible = true)]
public partial class N1Reproducible;

/// <summary>N2 with the same bits everywhere.</summary>
[Layer(1, 100, Tanh)]
[Layer(100, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Reproducible = true)]
public partial class N2Reproducible;

/// <summary>N3 with the same bits everywhere.</summary>
[Layer(4, 16, Relu)]
[Layer(16, 16, Relu)]
[Layer(16, 3, Softmax)]
[Loss(LossFunction.CrossEntropy)]
[Network(Reproducible = true)]
public partial class N3Reproducible;

/// <summary>N4 with the same bits everywhere.</summary>
[Layer(784, 16, Sigmoid)]
[Layer(16, 16, Sigmoid)]
[Layer(16, 10, Sigmoid)]
[Loss(LossFunction.SumSquaredError)]
[Network(Reproducible = true)]
public partial class N4Reproducible;

/// <summary>N5 with the same bits everywhere.</summary>
[Layer(784, 128, Relu)]
[Layer(128, 10, Softmax)]
[Loss(LossFunction.CrossEntropy)]
[Network(Reproducible = true)]
public partial class N5Reproducible;

/// <summary>N6 with the same bits everywhere.</summary>
[Layer(64, 64, Tanh)]
[Layer(64, 64, Tanh)]
[Layer(64, 64, Tanh)]
[Layer(64, 8)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Reproducible = true)]
public partial class N6Reproducible;
