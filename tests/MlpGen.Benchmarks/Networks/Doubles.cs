using MlpGen;
using static MlpGen.Activation;

namespace MlpGen.Benchmarks.Networks;

// The six in double precision, and one with dropout in both: see Networks.cs for what they stand for.

/// <summary>N1 in double precision.</summary>
[Layer(2, 3, Relu)]
[Layer(3, 2, Relu)]
[Loss(LossFunction.HalfSquaredError)]
[Network(Precision = Precision.Double)]
public partial class N1Double;

/// <summary>N2 in double precision.</summary>
[Layer(1, 100, Tanh)]
[Layer(100, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class N2Double;

/// <summary>N3 in double precision.</summary>
[Layer(4, 16, Relu)]
[Layer(16, 16, Relu)]
[Layer(16, 3, Softmax)]
[Loss(LossFunction.CrossEntropy)]
[Network(Precision = Precision.Double)]
public partial class N3Double;

/// <summary>N4 in double precision.</summary>
[Layer(784, 16, Sigmoid)]
[Layer(16, 16, Sigmoid)]
[Layer(16, 10, Sigmoid)]
[Loss(LossFunction.SumSquaredError)]
[Network(Precision = Precision.Double)]
public partial class N4Double;

/// <summary>N5 in double precision.</summary>
[Layer(784, 128, Relu)]
[Layer(128, 10, Softmax)]
[Loss(LossFunction.CrossEntropy)]
[Network(Precision = Precision.Double)]
public partial class N5Double;

/// <summary>N6 in double precision.</summary>
[Layer(64, 64, Tanh)]
[Layer(64, 64, Tanh)]
[Layer(64, 64, Tanh)]
[Layer(64, 8)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class N6Double;

/// <summary>N3 with dropout.</summary>
[Layer(4, 16, Relu, Dropout = 0.2)]
[Layer(16, 16, Relu, Dropout = 0.2)]
[Layer(16, 3, Softmax)]
[Loss(LossFunction.CrossEntropy)]
public partial class N3Dropout;

/// <summary>N3 with dropout in double precision.</summary>
[Layer(4, 16, Relu, Dropout = 0.2)]
[Layer(16, 16, Relu, Dropout = 0.2)]
[Layer(16, 3, Softmax)]
[Loss(LossFunction.CrossEntropy)]
[Network(Precision = Precision.Double)]
public partial class N3DropoutDouble;
