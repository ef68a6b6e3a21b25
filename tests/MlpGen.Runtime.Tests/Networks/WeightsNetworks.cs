using static MlpGen.Activation;

namespace MlpGen.Tests.Networks;

/// <summary>Networks that weights are saved from and loaded into.</summary>
internal static partial class WeightsNetworks
{
    /// <summary>W1 3 × 2, b1 and W2 2 × 1: 2 outputs of layer 1 and 3 inputs, so that a transposition shows.</summary>
    [Layer(3, 2, Relu), Layer(2, 1, Bias = false)]
    internal sealed partial class Small;

    [Layer(3, 2, Relu, Dropout = 0.5), Layer(2, 1, Bias = false)]
    internal sealed partial class SmallDropping;

    [Layer(3, 2, Tanh), Layer(2, 1, Bias = false)]
    internal sealed partial class SmallTanh;

    [Layer(3, 2, Relu), Layer(2, 1)]
    internal sealed partial class SmallBiased;

    [Layer(3, 2, Relu), Layer(2, 1, Bias = false), Network(Precision = Precision.Double)]
    internal sealed partial class SmallDouble;

    [Layer(3, 2, LeakyRelu, Alpha = 0.2), Layer(2, 1, Bias = false)]
    internal sealed partial class SmallLeaky;

    [Layer(4, 4, Relu), Layer(4, 4, Relu), Layer(4, 4)]
    internal sealed partial class Square;

    [Layer(70, 130, Elu, Alpha = 0.5), Layer(130, 5, LeakyRelu, Bias = false), Layer(5, 3), Layer(3, 2, Softmax)]
    internal sealed partial class Mixed;

    [Layer(70, 130, Elu, Alpha = 0.5), Layer(130, 5, LeakyRelu, Bias = false), Layer(5, 3), Layer(3, 2, Softmax)]
    [Network(Precision = Precision.Double)]
    internal sealed partial class MixedDouble;
}
