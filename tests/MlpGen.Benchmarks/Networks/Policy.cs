using MlpGen;
using static MlpGen.Activation;

namespace MlpGen.Benchmarks.Networks;

/// <summary>A policy as reinforcement learning has them, 13-64-64-4: a mini-batch takes tens of microseconds, which threads must not lose by
/// meeting.</summary>
[Layer(13, 64, Relu)]
[Layer(64, 64, Relu)]
[Layer(64, 4)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Policy;
