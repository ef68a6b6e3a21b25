using MlpGen;

namespace Pinn;

/// <summary>How far a mass on a spring is from rest, as a function of time. It has never seen where the mass is: it learns from the law of motion alone.</summary>
[Layer(1, 16, Activation.Tanh)]
[Layer(16, 1)]
[Network(Precision = Precision.Double, Derivatives = Derivatives.Jacobian | Derivatives.DirectionalGradient)]
public partial class Displacement;
