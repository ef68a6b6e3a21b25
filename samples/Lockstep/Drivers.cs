using MlpGen;
using static MlpGen.Activation;

namespace Lockstep;

/// <summary>What steers a fish: where the food is, where the nearest other one, how fast it goes; and how it accelerates. The same network twice.</summary>
[Layer(Pond.Senses, 12, Tanh)]
[Layer(12, 2, Tanh)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Reproducible = true)]
internal sealed partial class ReproducibleDriver;

/// <inheritdoc cref="ReproducibleDriver"/>
[Layer(Pond.Senses, 12, Tanh)]
[Layer(12, 2, Tanh)]
[Loss(LossFunction.MeanSquaredError)]
internal sealed partial class FreeDriver;
