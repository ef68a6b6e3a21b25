using MlpGen;

namespace Control;

/// <summary>The mean acceleration over a tick, in units of <see cref="Model.AccelerationScale"/>, from sin θ, cos θ, ω and the torque, both scaled. All that the
/// controller knows of the pendulum.</summary>
[Layer(4, 12, Activation.Tanh)]
[Layer(12, 12, Activation.Tanh)]
[Layer(12, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double, Derivatives = Derivatives.Jacobian | Derivatives.ParameterJacobian)]
public partial class Acceleration;
