using static MlpGen.Activation;

namespace MlpGen.Orleans.Silo;

/// <summary>Classes of points in a plane with noise; with dropout, whose masks must not depend on who computes a part.</summary>
[Layer(8, 32, Tanh, Dropout = 0.1)]
[Layer(32, 16, Silu)]
[Layer(16, 4)]
[Loss(LossFunction.CrossEntropy)]
public partial class Clouds;

/// <summary>The same in double precision, with a loss that weighs samples one by one.</summary>
[Layer(8, 12, Softplus)]
[Layer(12, 1)]
[Loss(LossFunction.Huber)]
[Network(Precision = Precision.Double)]
public partial class Heights;
