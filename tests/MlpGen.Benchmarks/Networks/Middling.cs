using MlpGen;
using static MlpGen.Activation;

namespace MlpGen.Benchmarks.Networks;

/// <summary>Between the tiny and the large: layers that fill vectors by themselves.</summary>
[Layer(13, 64, Relu)]
[Layer(64, 64, Relu)]
[Layer(64, 4)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Middling;
