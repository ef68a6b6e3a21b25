using MlpGen;
using static MlpGen.Activation;

namespace CubicFit;

// Nine networks of one input and one output, side by side.

#pragma warning disable MLP101 // Two linear layers in a row are one: that is what this network is here to show.
/// <summary>No activation: however many layers, it stays a straight line.</summary>
[Layer(1, 3)]
[Layer(3, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class NoActivation;
#pragma warning restore MLP101

/// <summary>One smooth step.</summary>
[Layer(1, 1, Sigmoid)]
[Layer(1, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class OneSigmoid;

/// <summary>Two smooth steps.</summary>
[Layer(1, 2, Sigmoid)]
[Layer(2, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class TwoSigmoids;

/// <summary>A line with one bend.</summary>
[Layer(1, 1, Relu)]
[Layer(1, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class OneRelu;

/// <summary>A line with four bends.</summary>
[Layer(1, 4, Relu)]
[Layer(4, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class FourRelus;

/// <summary>A line with a hundred bends.</summary>
[Layer(1, 100, Relu)]
[Layer(100, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class HundredRelus;

/// <summary>Small layers, one after the other, in place of one wide layer.</summary>
[Layer(1, 4, Tanh)]
[Layer(4, 3, Tanh)]
[Layer(3, 2, Tanh)]
[Layer(2, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class SmallLayers;

/// <summary>Far more than a few noisy points can determine.</summary>
[Layer(1, 50, Tanh)]
[Layer(50, 50, Tanh)]
[Layer(50, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double)]
public partial class TooLarge;

/// <summary>Eight smooth steps, with the derivatives that Levenberg-Marquardt asks for.</summary>
[Layer(1, 8, Tanh)]
[Layer(8, 1)]
[Loss(LossFunction.MeanSquaredError)]
[Network(Precision = Precision.Double, Derivatives = Derivatives.ParameterJacobian)]
public partial class EightTanh;
