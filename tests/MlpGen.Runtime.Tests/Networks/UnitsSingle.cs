using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Networks;

/// <summary>One unit of each activation in float, unrolled: y = f(x·w + b).</summary>
internal static partial class UnitsSingle
{
    [Layer(1, 1, Identity), Loss(MeanSquaredError)]
    internal sealed partial class IdentityUnit;

    [Layer(1, 1, Relu), Loss(MeanSquaredError)]
    internal sealed partial class ReluUnit;

    [Layer(1, 1, LeakyRelu), Loss(MeanSquaredError)]
    internal sealed partial class LeakyReluUnit;

    [Layer(1, 1, Elu), Loss(MeanSquaredError)]
    internal sealed partial class EluUnit;

    [Layer(1, 1, Selu), Loss(MeanSquaredError)]
    internal sealed partial class SeluUnit;

    [Layer(1, 1, Gelu), Loss(MeanSquaredError)]
    internal sealed partial class GeluUnit;

    [Layer(1, 1, GeluTanh), Loss(MeanSquaredError)]
    internal sealed partial class GeluTanhUnit;

    [Layer(1, 1, Silu), Loss(MeanSquaredError)]
    internal sealed partial class SiluUnit;

    [Layer(1, 1, Softplus), Loss(MeanSquaredError)]
    internal sealed partial class SoftplusUnit;

    [Layer(1, 1, Sigmoid), Loss(MeanSquaredError)]
    internal sealed partial class SigmoidUnit;

    [Layer(1, 1, Tanh), Loss(MeanSquaredError)]
    internal sealed partial class TanhUnit;

    [Layer(1, 1, HardSigmoid), Loss(MeanSquaredError)]
    internal sealed partial class HardSigmoidUnit;

    [Layer(1, 1, HardTanh), Loss(MeanSquaredError)]
    internal sealed partial class HardTanhUnit;
}
