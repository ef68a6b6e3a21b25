using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Networks;

/// <summary>Each activation with each loss it may have, in float, unrolled.</summary>
internal static partial class PairsSingle
{
    [Layer(3, 4), Layer(4, 2), Loss(MeanSquaredError)]
    internal sealed partial class IdentityMeanSquaredError;

    [Layer(3, 4, Relu), Layer(4, 2, Relu), Loss(MeanSquaredError)]
    internal sealed partial class ReluMeanSquaredError;

    [Layer(3, 4, LeakyRelu), Layer(4, 2, LeakyRelu), Loss(MeanSquaredError)]
    internal sealed partial class LeakyReluMeanSquaredError;

    [Layer(3, 4, Elu), Layer(4, 2, Elu), Loss(MeanSquaredError)]
    internal sealed partial class EluMeanSquaredError;

    [Layer(3, 4, Selu), Layer(4, 2, Selu), Loss(MeanSquaredError)]
    internal sealed partial class SeluMeanSquaredError;

    [Layer(3, 4, Gelu), Layer(4, 2, Gelu), Loss(MeanSquaredError)]
    internal sealed partial class GeluMeanSquaredError;

    [Layer(3, 4, GeluTanh), Layer(4, 2, GeluTanh), Loss(MeanSquaredError)]
    internal sealed partial class GeluTanhMeanSquaredError;

    [Layer(3, 4, Silu), Layer(4, 2, Silu), Loss(MeanSquaredError)]
    internal sealed partial class SiluMeanSquaredError;

    [Layer(3, 4, Softplus), Layer(4, 2, Softplus), Loss(MeanSquaredError)]
    internal sealed partial class SoftplusMeanSquaredError;

    [Layer(3, 4, Sigmoid), Layer(4, 2, Sigmoid), Loss(MeanSquaredError)]
    internal sealed partial class SigmoidMeanSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(MeanSquaredError)]
    internal sealed partial class TanhMeanSquaredError;

    [Layer(3, 4, HardSigmoid), Layer(4, 2, HardSigmoid), Loss(MeanSquaredError)]
    internal sealed partial class HardSigmoidMeanSquaredError;

    [Layer(3, 4, HardTanh), Layer(4, 2, HardTanh), Loss(MeanSquaredError)]
    internal sealed partial class HardTanhMeanSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Softmax), Loss(MeanSquaredError)]
    internal sealed partial class SoftmaxMeanSquaredError;

    [Layer(3, 4), Layer(4, 2), Loss(HalfSquaredError)]
    internal sealed partial class IdentityHalfSquaredError;

    [Layer(3, 4, Relu), Layer(4, 2, Relu), Loss(HalfSquaredError)]
    internal sealed partial class ReluHalfSquaredError;

    [Layer(3, 4, LeakyRelu), Layer(4, 2, LeakyRelu), Loss(HalfSquaredError)]
    internal sealed partial class LeakyReluHalfSquaredError;

    [Layer(3, 4, Elu), Layer(4, 2, Elu), Loss(HalfSquaredError)]
    internal sealed partial class EluHalfSquaredError;

    [Layer(3, 4, Selu), Layer(4, 2, Selu), Loss(HalfSquaredError)]
    internal sealed partial class SeluHalfSquaredError;

    [Layer(3, 4, Gelu), Layer(4, 2, Gelu), Loss(HalfSquaredError)]
    internal sealed partial class GeluHalfSquaredError;

    [Layer(3, 4, GeluTanh), Layer(4, 2, GeluTanh), Loss(HalfSquaredError)]
    internal sealed partial class GeluTanhHalfSquaredError;

    [Layer(3, 4, Silu), Layer(4, 2, Silu), Loss(HalfSquaredError)]
    internal sealed partial class SiluHalfSquaredError;

    [Layer(3, 4, Softplus), Layer(4, 2, Softplus), Loss(HalfSquaredError)]
    internal sealed partial class SoftplusHalfSquaredError;

    [Layer(3, 4, Sigmoid), Layer(4, 2, Sigmoid), Loss(HalfSquaredError)]
    internal sealed partial class SigmoidHalfSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(HalfSquaredError)]
    internal sealed partial class TanhHalfSquaredError;

    [Layer(3, 4, HardSigmoid), Layer(4, 2, HardSigmoid), Loss(HalfSquaredError)]
    internal sealed partial class HardSigmoidHalfSquaredError;

    [Layer(3, 4, HardTanh), Layer(4, 2, HardTanh), Loss(HalfSquaredError)]
    internal sealed partial class HardTanhHalfSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Softmax), Loss(HalfSquaredError)]
    internal sealed partial class SoftmaxHalfSquaredError;

    [Layer(3, 4), Layer(4, 2), Loss(SumSquaredError)]
    internal sealed partial class IdentitySumSquaredError;

    [Layer(3, 4, Relu), Layer(4, 2, Relu), Loss(SumSquaredError)]
    internal sealed partial class ReluSumSquaredError;

    [Layer(3, 4, LeakyRelu), Layer(4, 2, LeakyRelu), Loss(SumSquaredError)]
    internal sealed partial class LeakyReluSumSquaredError;

    [Layer(3, 4, Elu), Layer(4, 2, Elu), Loss(SumSquaredError)]
    internal sealed partial class EluSumSquaredError;

    [Layer(3, 4, Selu), Layer(4, 2, Selu), Loss(SumSquaredError)]
    internal sealed partial class SeluSumSquaredError;

    [Layer(3, 4, Gelu), Layer(4, 2, Gelu), Loss(SumSquaredError)]
    internal sealed partial class GeluSumSquaredError;

    [Layer(3, 4, GeluTanh), Layer(4, 2, GeluTanh), Loss(SumSquaredError)]
    internal sealed partial class GeluTanhSumSquaredError;

    [Layer(3, 4, Silu), Layer(4, 2, Silu), Loss(SumSquaredError)]
    internal sealed partial class SiluSumSquaredError;

    [Layer(3, 4, Softplus), Layer(4, 2, Softplus), Loss(SumSquaredError)]
    internal sealed partial class SoftplusSumSquaredError;

    [Layer(3, 4, Sigmoid), Layer(4, 2, Sigmoid), Loss(SumSquaredError)]
    internal sealed partial class SigmoidSumSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(SumSquaredError)]
    internal sealed partial class TanhSumSquaredError;

    [Layer(3, 4, HardSigmoid), Layer(4, 2, HardSigmoid), Loss(SumSquaredError)]
    internal sealed partial class HardSigmoidSumSquaredError;

    [Layer(3, 4, HardTanh), Layer(4, 2, HardTanh), Loss(SumSquaredError)]
    internal sealed partial class HardTanhSumSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Softmax), Loss(SumSquaredError)]
    internal sealed partial class SoftmaxSumSquaredError;

    [Layer(3, 4), Layer(4, 2), Loss(MeanAbsoluteError)]
    internal sealed partial class IdentityMeanAbsoluteError;

    [Layer(3, 4, Relu), Layer(4, 2, Relu), Loss(MeanAbsoluteError)]
    internal sealed partial class ReluMeanAbsoluteError;

    [Layer(3, 4, LeakyRelu), Layer(4, 2, LeakyRelu), Loss(MeanAbsoluteError)]
    internal sealed partial class LeakyReluMeanAbsoluteError;

    [Layer(3, 4, Elu), Layer(4, 2, Elu), Loss(MeanAbsoluteError)]
    internal sealed partial class EluMeanAbsoluteError;

    [Layer(3, 4, Selu), Layer(4, 2, Selu), Loss(MeanAbsoluteError)]
    internal sealed partial class SeluMeanAbsoluteError;

    [Layer(3, 4, Gelu), Layer(4, 2, Gelu), Loss(MeanAbsoluteError)]
    internal sealed partial class GeluMeanAbsoluteError;

    [Layer(3, 4, GeluTanh), Layer(4, 2, GeluTanh), Loss(MeanAbsoluteError)]
    internal sealed partial class GeluTanhMeanAbsoluteError;

    [Layer(3, 4, Silu), Layer(4, 2, Silu), Loss(MeanAbsoluteError)]
    internal sealed partial class SiluMeanAbsoluteError;

    [Layer(3, 4, Softplus), Layer(4, 2, Softplus), Loss(MeanAbsoluteError)]
    internal sealed partial class SoftplusMeanAbsoluteError;

    [Layer(3, 4, Sigmoid), Layer(4, 2, Sigmoid), Loss(MeanAbsoluteError)]
    internal sealed partial class SigmoidMeanAbsoluteError;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(MeanAbsoluteError)]
    internal sealed partial class TanhMeanAbsoluteError;

    [Layer(3, 4, HardSigmoid), Layer(4, 2, HardSigmoid), Loss(MeanAbsoluteError)]
    internal sealed partial class HardSigmoidMeanAbsoluteError;

    [Layer(3, 4, HardTanh), Layer(4, 2, HardTanh), Loss(MeanAbsoluteError)]
    internal sealed partial class HardTanhMeanAbsoluteError;

    [Layer(3, 4, Tanh), Layer(4, 2, Softmax), Loss(MeanAbsoluteError)]
    internal sealed partial class SoftmaxMeanAbsoluteError;

    [Layer(3, 4), Layer(4, 2), Loss(Huber)]
    internal sealed partial class IdentityHuber;

    [Layer(3, 4, Relu), Layer(4, 2, Relu), Loss(Huber)]
    internal sealed partial class ReluHuber;

    [Layer(3, 4, LeakyRelu), Layer(4, 2, LeakyRelu), Loss(Huber)]
    internal sealed partial class LeakyReluHuber;

    [Layer(3, 4, Elu), Layer(4, 2, Elu), Loss(Huber)]
    internal sealed partial class EluHuber;

    [Layer(3, 4, Selu), Layer(4, 2, Selu), Loss(Huber)]
    internal sealed partial class SeluHuber;

    [Layer(3, 4, Gelu), Layer(4, 2, Gelu), Loss(Huber)]
    internal sealed partial class GeluHuber;

    [Layer(3, 4, GeluTanh), Layer(4, 2, GeluTanh), Loss(Huber)]
    internal sealed partial class GeluTanhHuber;

    [Layer(3, 4, Silu), Layer(4, 2, Silu), Loss(Huber)]
    internal sealed partial class SiluHuber;

    [Layer(3, 4, Softplus), Layer(4, 2, Softplus), Loss(Huber)]
    internal sealed partial class SoftplusHuber;

    [Layer(3, 4, Sigmoid), Layer(4, 2, Sigmoid), Loss(Huber)]
    internal sealed partial class SigmoidHuber;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(Huber)]
    internal sealed partial class TanhHuber;

    [Layer(3, 4, HardSigmoid), Layer(4, 2, HardSigmoid), Loss(Huber)]
    internal sealed partial class HardSigmoidHuber;

    [Layer(3, 4, HardTanh), Layer(4, 2, HardTanh), Loss(Huber)]
    internal sealed partial class HardTanhHuber;

    [Layer(3, 4, Tanh), Layer(4, 2, Softmax), Loss(Huber)]
    internal sealed partial class SoftmaxHuber;

    [Layer(3, 4), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class IdentityCrossEntropy;

    [Layer(3, 4, Relu), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class ReluCrossEntropy;

    [Layer(3, 4, LeakyRelu), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class LeakyReluCrossEntropy;

    [Layer(3, 4, Elu), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class EluCrossEntropy;

    [Layer(3, 4, Selu), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class SeluCrossEntropy;

    [Layer(3, 4, Gelu), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class GeluCrossEntropy;

    [Layer(3, 4, GeluTanh), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class GeluTanhCrossEntropy;

    [Layer(3, 4, Silu), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class SiluCrossEntropy;

    [Layer(3, 4, Softplus), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class SoftplusCrossEntropy;

    [Layer(3, 4, Sigmoid), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class SigmoidCrossEntropy;

    [Layer(3, 4, Tanh), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class TanhCrossEntropy;

    [Layer(3, 4, HardSigmoid), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class HardSigmoidCrossEntropy;

    [Layer(3, 4, HardTanh), Layer(4, 2), Loss(CrossEntropy)]
    internal sealed partial class HardTanhCrossEntropy;

    [Layer(3, 4, Tanh), Layer(4, 2, Softmax), Loss(CrossEntropy)]
    internal sealed partial class SoftmaxCrossEntropy;

    [Layer(3, 4), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class IdentityBinaryCrossEntropy;

    [Layer(3, 4, Relu), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class ReluBinaryCrossEntropy;

    [Layer(3, 4, LeakyRelu), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class LeakyReluBinaryCrossEntropy;

    [Layer(3, 4, Elu), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class EluBinaryCrossEntropy;

    [Layer(3, 4, Selu), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class SeluBinaryCrossEntropy;

    [Layer(3, 4, Gelu), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class GeluBinaryCrossEntropy;

    [Layer(3, 4, GeluTanh), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class GeluTanhBinaryCrossEntropy;

    [Layer(3, 4, Silu), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class SiluBinaryCrossEntropy;

    [Layer(3, 4, Softplus), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class SoftplusBinaryCrossEntropy;

    [Layer(3, 4, Sigmoid), Layer(4, 2, Sigmoid), Loss(BinaryCrossEntropy)]
    internal sealed partial class SigmoidBinaryCrossEntropy;

    [Layer(3, 4, Tanh), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class TanhBinaryCrossEntropy;

    [Layer(3, 4, HardSigmoid), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class HardSigmoidBinaryCrossEntropy;

    [Layer(3, 4, HardTanh), Layer(4, 2), Loss(BinaryCrossEntropy)]
    internal sealed partial class HardTanhBinaryCrossEntropy;
}
