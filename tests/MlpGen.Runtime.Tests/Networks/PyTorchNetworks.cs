using static MlpGen.Activation;

namespace MlpGen.Tests.Networks;

/// <summary>The networks of Data/pytorch-weights.json.</summary>
internal static partial class PyTorchNetworks
{
    [Layer(3, 8, Relu), Layer(8, 8, Tanh), Layer(8, 4, Gelu), Layer(4, 2)]
    internal sealed partial class Deep;

    [Layer(3, 5, LeakyRelu, Alpha = 0.2, Bias = false), Layer(5, 5), Layer(5, 2, Sigmoid, Bias = false)]
    internal sealed partial class NoBias;

    [Layer(3, 8, Silu), Layer(8, 2)]
    internal sealed partial class Half;

    [Layer(3, 8, Silu), Layer(8, 2)]
    internal sealed partial class Brain;

    [Layer(3, 8, Softplus), Layer(8, 2), Network(Precision = Precision.Double)]
    internal sealed partial class Wide;

    [Layer(3, 4, Relu), Layer(4, 2, Softmax)]
    internal sealed partial class Named;

    [Layer(3, 4, Relu), Layer(4, 4, Relu), Layer(4, 2)]
    internal sealed partial class Wrapped;

    [Layer(1, 1)]
    internal sealed partial class Line;
}
