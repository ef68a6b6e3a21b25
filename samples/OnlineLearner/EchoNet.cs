using MlpGen;
using static MlpGen.Activation;

namespace OnlineLearner;

/// <summary>The latest samples of the voice in, the echo of them out.</summary>
[Layer(EchoPath.Taps, 16, Tanh)]
[Layer(16, 1)]
[Loss(LossFunction.HalfSquaredError)]
public partial class EchoNet;
