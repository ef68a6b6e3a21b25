#pragma warning disable MLP101, MLP103 // linear layers in a row, squared errors behind a sigmoid: to be differentiated like all others
using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Differentiation;

/// <summary>Networks with every derivative: each activation and each loss, number by number and layer by layer, and every way that samples go.</summary>
internal static partial class DerivativeNetworks
{
    private const Derivatives All = Derivatives.Jacobian | Derivatives.ParameterJacobian | Derivatives.HessianVector | Derivatives.DirectionalGradient;

    [Layer(2, 3, Identity)]
    [Layer(3, 2, Identity)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersIdentity;

    [Layer(2, 3, Relu)]
    [Layer(3, 2, Relu)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersRelu;

    [Layer(2, 3, LeakyRelu)]
    [Layer(3, 2, LeakyRelu)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersLeakyRelu;

    [Layer(2, 3, Elu)]
    [Layer(3, 2, Elu)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersElu;

    [Layer(2, 3, Selu)]
    [Layer(3, 2, Selu)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersSelu;

    [Layer(2, 3, Gelu)]
    [Layer(3, 2, Gelu)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersGelu;

    [Layer(2, 3, GeluTanh)]
    [Layer(3, 2, GeluTanh)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersGeluTanh;

    [Layer(2, 3, Silu)]
    [Layer(3, 2, Silu)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersSilu;

    [Layer(2, 3, Softplus)]
    [Layer(3, 2, Softplus)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersSoftplus;

    [Layer(2, 3, Sigmoid)]
    [Layer(3, 2, Sigmoid)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersSigmoid;

    [Layer(2, 3, Tanh)]
    [Layer(3, 2, Tanh)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersTanh;

    [Layer(2, 3, HardSigmoid)]
    [Layer(3, 2, HardSigmoid)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersHardSigmoid;

    [Layer(2, 3, HardTanh)]
    [Layer(3, 2, HardTanh)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersHardTanh;

    [Layer(5, 20, Identity)]
    [Layer(20, 7, Identity)]
    [Layer(7, 3, Identity)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersIdentity;

    [Layer(5, 20, Relu)]
    [Layer(20, 7, Relu)]
    [Layer(7, 3, Relu)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersRelu;

    [Layer(5, 20, LeakyRelu)]
    [Layer(20, 7, LeakyRelu)]
    [Layer(7, 3, LeakyRelu)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersLeakyRelu;

    [Layer(5, 20, Elu)]
    [Layer(20, 7, Elu)]
    [Layer(7, 3, Elu)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersElu;

    [Layer(5, 20, Selu)]
    [Layer(20, 7, Selu)]
    [Layer(7, 3, Selu)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersSelu;

    [Layer(5, 20, Gelu)]
    [Layer(20, 7, Gelu)]
    [Layer(7, 3, Gelu)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersGelu;

    [Layer(5, 20, GeluTanh)]
    [Layer(20, 7, GeluTanh)]
    [Layer(7, 3, GeluTanh)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersGeluTanh;

    [Layer(5, 20, Silu)]
    [Layer(20, 7, Silu)]
    [Layer(7, 3, Silu)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersSilu;

    [Layer(5, 20, Softplus)]
    [Layer(20, 7, Softplus)]
    [Layer(7, 3, Softplus)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersSoftplus;

    [Layer(5, 20, Sigmoid)]
    [Layer(20, 7, Sigmoid)]
    [Layer(7, 3, Sigmoid)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersSigmoid;

    [Layer(5, 20, Tanh)]
    [Layer(20, 7, Tanh)]
    [Layer(7, 3, Tanh)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersTanh;

    [Layer(5, 20, HardSigmoid)]
    [Layer(20, 7, HardSigmoid)]
    [Layer(7, 3, HardSigmoid)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersHardSigmoid;

    [Layer(5, 20, HardTanh)]
    [Layer(20, 7, HardTanh)]
    [Layer(7, 3, HardTanh)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersHardTanh;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Tanh)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersMeanSquaredErrorTanh;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Tanh)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersMeanSquaredErrorTanh;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Sigmoid)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersHalfSquaredErrorSigmoid;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Sigmoid)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersHalfSquaredErrorSigmoid;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Identity)]
    [Loss(SumSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersSumSquaredErrorIdentity;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Identity)]
    [Loss(SumSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersSumSquaredErrorIdentity;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Silu)]
    [Loss(MeanAbsoluteError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersMeanAbsoluteErrorSilu;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Silu)]
    [Loss(MeanAbsoluteError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersMeanAbsoluteErrorSilu;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Identity)]
    [Loss(Huber, Delta = 0.6)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersHuberIdentity;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Identity)]
    [Loss(Huber, Delta = 0.6)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersHuberIdentity;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Softmax)]
    [Loss(CrossEntropy)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersCrossEntropySoftmax;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Softmax)]
    [Loss(CrossEntropy)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersCrossEntropySoftmax;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Identity)]
    [Loss(CrossEntropy)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersCrossEntropyIdentity;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Identity)]
    [Loss(CrossEntropy)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersCrossEntropyIdentity;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Sigmoid)]
    [Loss(BinaryCrossEntropy)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersBinaryCrossEntropySigmoid;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Sigmoid)]
    [Loss(BinaryCrossEntropy)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersBinaryCrossEntropySigmoid;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Identity)]
    [Loss(BinaryCrossEntropy)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersBinaryCrossEntropyIdentity;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Identity)]
    [Loss(BinaryCrossEntropy)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersBinaryCrossEntropyIdentity;

    [Layer(2, 3, Tanh)]
    [Layer(3, 3, Softmax)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class NumbersMeanSquaredErrorSoftmax;

    [Layer(4, 18, Tanh)]
    [Layer(18, 5, Softmax)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class LayersMeanSquaredErrorSoftmax;

    [Layer(3, 2, Tanh)]
    [Loss(SumSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class OneLayer;

    [Layer(1, 1, Sigmoid)]
    [Layer(1, 1, Sigmoid)]
    [Layer(1, 1, Sigmoid)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class Chain;

    [Layer(3, 9, Elu, Bias = false, Alpha = 0.7)]
    [Layer(9, 8, LeakyRelu, Alpha = 0.2)]
    [Layer(8, 2, Bias = false)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class WithoutBias;

    [Layer(2, 3, Elu, Bias = false, Alpha = 0.7)]
    [Layer(3, 2, LeakyRelu, Alpha = 0.2, Bias = false)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class TinyWithoutBias;

    [Layer(1, 100, Tanh)]
    [Layer(100, 1)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class Hundred;

    [Layer(40, 140, Gelu)]
    [Layer(140, 33, Tanh)]
    [Layer(33, 10, Softmax)]
    [Loss(CrossEntropy)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class Wide;

    [Layer(6, 24, Silu)]
    [Layer(24, 150)]
    [Loss(MeanSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class ManyOutputs;

    [Layer(4, 20, Tanh, Dropout = 0.5)]
    [Layer(20, 3)]
    [Loss(HalfSquaredError)]
    [Network(Precision = Precision.Double, Derivatives = All)]
    internal sealed partial class Dropping;

    [Layer(2, 3, Tanh)]
    [Layer(3, 2)]
    [Loss(HalfSquaredError)]
    [Network(Derivatives = All)]
    internal sealed partial class NumbersSingle;

    [Layer(5, 20, Silu)]
    [Layer(20, 7, Softplus)]
    [Layer(7, 3, Softmax)]
    [Loss(CrossEntropy)]
    [Network(Derivatives = All)]
    internal sealed partial class LayersSingle;

    [Layer(40, 140, Gelu)]
    [Layer(140, 33, Tanh)]
    [Layer(33, 10)]
    [Loss(MeanSquaredError)]
    [Network(Derivatives = All)]
    internal sealed partial class WideSingle;
}

/// <summary>The contract's: number by number.</summary>
[Layer(2, 3, Tanh)]
[Layer(3, 2)]
[Loss(HalfSquaredError)]
[Network(Derivatives = Derivatives.Jacobian | Derivatives.ParameterJacobian | Derivatives.HessianVector | Derivatives.DirectionalGradient)]
public sealed partial class NumbersSingle;

/// <summary>The contract's: in columns.</summary>
[Layer(5, 20, Silu)]
[Layer(20, 7, Softplus)]
[Layer(7, 3, Softmax)]
[Loss(CrossEntropy)]
[Network(Derivatives = Derivatives.Jacobian | Derivatives.ParameterJacobian | Derivatives.HessianVector | Derivatives.DirectionalGradient)]
public sealed partial class LayersSingle;

/// <summary>The contract's: in rows.</summary>
[Layer(40, 70, Gelu)]
[Layer(70, 33, Tanh)]
[Layer(33, 10)]
[Loss(MeanSquaredError)]
[Network(Precision = Precision.Double, Derivatives = Derivatives.Jacobian | Derivatives.ParameterJacobian | Derivatives.HessianVector | Derivatives.DirectionalGradient)]
public sealed partial class WideDifferentiated;
