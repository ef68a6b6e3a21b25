using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Networks;

/// <summary>Each activation, and each loss, in float, as loops.</summary>
internal static partial class LoopsSingle
{
    [Layer(3, 4), Layer(4, 2), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class IdentityMeanSquaredError;

    [Layer(3, 4, Relu), Layer(4, 2, Relu), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class ReluMeanSquaredError;

    [Layer(3, 4, LeakyRelu), Layer(4, 2, LeakyRelu), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class LeakyReluMeanSquaredError;

    [Layer(3, 4, Elu), Layer(4, 2, Elu), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class EluMeanSquaredError;

    [Layer(3, 4, Selu), Layer(4, 2, Selu), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class SeluMeanSquaredError;

    [Layer(3, 4, Gelu), Layer(4, 2, Gelu), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class GeluMeanSquaredError;

    [Layer(3, 4, GeluTanh), Layer(4, 2, GeluTanh), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class GeluTanhMeanSquaredError;

    [Layer(3, 4, Silu), Layer(4, 2, Silu), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class SiluMeanSquaredError;

    [Layer(3, 4, Softplus), Layer(4, 2, Softplus), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class SoftplusMeanSquaredError;

    [Layer(3, 4, Sigmoid), Layer(4, 2, Sigmoid), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class SigmoidMeanSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class TanhMeanSquaredError;

    [Layer(3, 4, HardSigmoid), Layer(4, 2, HardSigmoid), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class HardSigmoidMeanSquaredError;

    [Layer(3, 4, HardTanh), Layer(4, 2, HardTanh), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class HardTanhMeanSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Softmax), Loss(MeanSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class SoftmaxMeanSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(HalfSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class TanhHalfSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(SumSquaredError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class TanhSumSquaredError;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(MeanAbsoluteError)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class TanhMeanAbsoluteError;

    [Layer(3, 4, Tanh), Layer(4, 2, Tanh), Loss(Huber)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class TanhHuber;

    [Layer(3, 4, Tanh), Layer(4, 2), Loss(CrossEntropy)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class TanhCrossEntropy;

    [Layer(3, 4, Tanh), Layer(4, 2, Softmax), Loss(CrossEntropy)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class SoftmaxCrossEntropy;

    [Layer(3, 4, Sigmoid), Layer(4, 2, Sigmoid), Loss(BinaryCrossEntropy)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class SigmoidBinaryCrossEntropy;

    [Layer(3, 4, Tanh), Layer(4, 2), Loss(BinaryCrossEntropy)]
    [Network(Unroll = Unroll.None)]
    internal sealed partial class TanhBinaryCrossEntropy;
}
