using MlpGen;
using static MlpGen.Activation;

namespace MlpGen.Benchmarks.Networks;

// Shapes between the six, where the number of samples decides which way a batch goes, in both precisions.

/// <summary>2-2-1. Xor-sized: sixteen samples fill a vector, fifteen do not.</summary>
[Layer(2, 2, Tanh)]
[Layer(2, 1, Sigmoid)]
[Loss(LossFunction.BinaryCrossEntropy)]
public partial class Pair;

/// <summary>2-2-1 in double precision.</summary>
[Layer(2, 2, Tanh)]
[Layer(2, 1, Sigmoid)]
[Loss(LossFunction.BinaryCrossEntropy)]
[Network(Precision = Precision.Double)]
public partial class PairDouble;

/// <summary>4-4-4-4. Deep and narrow.</summary>
[Layer(4, 4, Tanh)]
[Layer(4, 4, Tanh)]
[Layer(4, 4)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Deep;

/// <summary>4-4-4-4 in double precision.</summary>
[Layer(4, 4, Tanh)]
[Layer(4, 4, Tanh)]
[Layer(4, 4)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class DeepDouble;

/// <summary>3-20-20-1. Columns, and one output.</summary>
[Layer(3, 20, Silu)]
[Layer(20, 20, Silu)]
[Layer(20, 1)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Regressor;

/// <summary>3-20-20-1 in double precision.</summary>
[Layer(3, 20, Silu)]
[Layer(20, 20, Silu)]
[Layer(20, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class RegressorDouble;

/// <summary>12-32-16-4. As wide as columns go.</summary>
[Layer(12, 32, Tanh)]
[Layer(32, 16, Tanh)]
[Layer(16, 4, Softmax)]
[Loss(LossFunction.CrossEntropy)]
public partial class Controller;

/// <summary>12-32-16-4 in double precision.</summary>
[Layer(12, 32, Tanh)]
[Layer(32, 16, Tanh)]
[Layer(16, 4, Softmax)]
[Loss(LossFunction.CrossEntropy)]
[Network(Precision = Precision.Double)]
public partial class ControllerDouble;

/// <summary>300-1. Logistic regression: one long sum.</summary>
[Layer(300, 1, Sigmoid)]
[Loss(LossFunction.BinaryCrossEntropy)]
public partial class Ranker;

/// <summary>300-1 in double precision.</summary>
[Layer(300, 1, Sigmoid)]
[Loss(LossFunction.BinaryCrossEntropy)]
[Network(Precision = Precision.Double)]
public partial class RankerDouble;

/// <summary>6-64-64-2. Layers of whole vectors, and two outputs.</summary>
[Layer(6, 64, Gelu)]
[Layer(64, 64, Gelu)]
[Layer(64, 2)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Critic;

/// <summary>6-64-64-2 in double precision.</summary>
[Layer(6, 64, Gelu)]
[Layer(64, 64, Gelu)]
[Layer(64, 2)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class CriticDouble;

/// <summary>9-40-7. Widths that fill no vector.</summary>
[Layer(9, 40, Relu)]
[Layer(40, 7, Softmax)]
[Loss(LossFunction.CrossEntropy)]
public partial class Ragged;

/// <summary>9-40-7 in double precision.</summary>
[Layer(9, 40, Relu)]
[Layer(40, 7, Softmax)]
[Loss(LossFunction.CrossEntropy)]
[Network(Precision = Precision.Double)]
public partial class RaggedDouble;
