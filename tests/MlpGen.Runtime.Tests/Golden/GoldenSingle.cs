using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests.Golden;

/// <summary>The networks of Data/golden.json in float.</summary>
internal static partial class GoldenSingle
{
    [Layer(2, 3)]
    [Layer(3, 2)]
    [Loss(MeanSquaredError)]
    internal sealed partial class Case0;

    [Layer(1, 1, Sigmoid)]
    [Loss(HalfSquaredError)]
    internal sealed partial class Case1;

    [Layer(1, 20, Relu)]
    [Layer(20, 1, Gelu)]
    [Loss(SumSquaredError)]
    internal sealed partial class Case2;

    [Layer(3, 11)]
    [Loss(CrossEntropy)]
    internal sealed partial class Case3;

    [Layer(3, 16)]
    [Loss(CrossEntropy)]
    internal sealed partial class Case4;

    [Layer(1, 20, LeakyRelu)]
    [Layer(20, 5)]
    [Loss(BinaryCrossEntropy)]
    internal sealed partial class Case5;

    [Layer(11, 7, Elu)]
    [Loss(Huber)]
    internal sealed partial class Case6;

    [Layer(7, 16, Sigmoid)]
    [Layer(16, 5, HardSigmoid)]
    [Loss(Huber)]
    internal sealed partial class Case7;

    [Layer(11, 9, Tanh)]
    [Layer(9, 5, Softplus)]
    [Layer(5, 9, Relu)]
    [Loss(Huber, Delta = 0.5)]
    internal sealed partial class Case8;

    [Layer(3, 13, Gelu)]
    [Layer(13, 3, Tanh)]
    [Loss(Huber, Delta = 0.5)]
    internal sealed partial class Case9;

    [Layer(20, 2, GeluTanh)]
    [Loss(MeanAbsoluteError)]
    internal sealed partial class Case10;

    [Layer(9, 9, GeluTanh)]
    [Layer(9, 4, Silu)]
    [Layer(4, 9, Elu)]
    [Layer(9, 4, Selu)]
    [Loss(MeanSquaredError)]
    internal sealed partial class Case11;

    [Layer(11, 19, Selu)]
    [Layer(19, 8, Softmax)]
    [Loss(HalfSquaredError)]
    internal sealed partial class Case12;

    [Layer(4, 11, HardTanh)]
    [Layer(11, 8, HardSigmoid)]
    [Layer(8, 2)]
    [Layer(2, 20, LeakyRelu)]
    [Loss(SumSquaredError)]
    internal sealed partial class Case13;

    [Layer(8, 2)]
    [Loss(CrossEntropy)]
    internal sealed partial class Case14;

    [Layer(15, 13, Relu)]
    [Layer(13, 4, LeakyRelu)]
    [Layer(4, 17)]
    [Loss(CrossEntropy)]
    internal sealed partial class Case15;

    [Layer(4, 20, Sigmoid)]
    [Layer(20, 8)]
    [Loss(BinaryCrossEntropy)]
    internal sealed partial class Case16;

    [Layer(17, 11, Tanh)]
    [Layer(11, 1, Softplus)]
    [Loss(Huber)]
    internal sealed partial class Case17;

    [Layer(17, 13, Softplus)]
    [Layer(13, 4, Silu)]
    [Loss(Huber)]
    internal sealed partial class Case18;

    [Layer(20, 20, HardTanh)]
    [Loss(Huber, Delta = 0.5)]
    internal sealed partial class Case19;

    [Layer(9, 3, Gelu)]
    [Layer(3, 4, GeluTanh)]
    [Layer(4, 4)]
    [Loss(Huber, Delta = 0.5)]
    internal sealed partial class Case20;

    [Layer(2, 4, Silu)]
    [Layer(4, 9, Sigmoid)]
    [Loss(MeanAbsoluteError)]
    internal sealed partial class Case21;

    [Layer(5, 4, Elu)]
    [Layer(4, 16, Gelu)]
    [Loss(MeanSquaredError)]
    internal sealed partial class Case22;

    [Layer(15, 13, Selu)]
    [Layer(13, 3, HardTanh)]
    [Layer(3, 3, HardSigmoid)]
    [Layer(3, 15, Elu)]
    [Loss(HalfSquaredError)]
    internal sealed partial class Case23;

    [Layer(7, 19)]
    [Layer(19, 2, Relu)]
    [Layer(2, 1, HardSigmoid)]
    [Loss(SumSquaredError)]
    internal sealed partial class Case24;

    [Layer(8, 4, LeakyRelu)]
    [Layer(4, 16)]
    [Loss(CrossEntropy)]
    internal sealed partial class Case25;

    [Layer(13, 9, Sigmoid)]
    [Layer(9, 8, Tanh)]
    [Layer(8, 3)]
    [Loss(CrossEntropy)]
    internal sealed partial class Case26;

    [Layer(19, 4)]
    [Loss(BinaryCrossEntropy)]
    internal sealed partial class Case27;

    [Layer(17, 1, Softplus)]
    [Layer(1, 17, Gelu)]
    [Layer(17, 5, GeluTanh)]
    [Layer(5, 20, Relu)]
    [Loss(Huber)]
    internal sealed partial class Case28;

    [Layer(19, 17, Tanh)]
    [Loss(Huber)]
    internal sealed partial class Case29;

    [Layer(17, 20, GeluTanh)]
    [Loss(Huber, Delta = 0.5)]
    internal sealed partial class Case30;

    [Layer(20, 9, Silu)]
    [Layer(9, 11, Selu)]
    [Loss(Huber, Delta = 0.5)]
    internal sealed partial class Case31;

    [Layer(7, 20, Softmax)]
    [Loss(MeanAbsoluteError)]
    internal sealed partial class Case32;
}
