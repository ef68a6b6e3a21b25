using DataType = MlpGen.Onnx.Schema.TensorProto.Types.DataType;

namespace MlpGen.Onnx.Tests;

/// <summary>Activations in other words.</summary>
public sealed class ActivationTests
{
    public static TheoryData<string, Activation, double> Formulas => new()
    {
        { "Relu z y", Activation.Relu, 0 },
        { "Max z,zero y", Activation.Relu, 0 },
        { "Clip z,zero y", Activation.Relu, 0 },
        { "Sigmoid z s;Mul z,s y", Activation.Silu, 0 },
        { "Sigmoid z s;Mul s,z y", Activation.Silu, 0 },
        { "Neg z n;Exp n e;Add e,one d;Div z,d y", Activation.Silu, 0 },
        { "Div z,sqrt2 d;Erf d e;Add e,one a;Mul z,a m;Mul m,half y", Activation.Gelu, 0 },
        { "Mul z,half h;Div z,sqrt2 d;Erf d e;Add one,e a;Mul h,a y", Activation.Gelu, 0 },
        { "Mul z,z q;Mul q,z c;Mul c,cubic k;Add z,k i;Mul i,root j;Tanh j t;Add t,one a;Mul z,a m;Mul m,half y", Activation.GeluTanh, 0 },
        { "Pow z,three c;Mul c,cubic k;Add z,k i;Mul i,root j;Tanh j t;Add t,one a;Mul z,half h;Mul h,a y", Activation.GeluTanh, 0 },
        { "Exp z e;Add e,one a;Log a y", Activation.Softplus, 0 },
        { "Neg z n;Exp n e;Add e,one a;Reciprocal a y", Activation.Sigmoid, 0 },
        { "Neg z n;Exp n e;Add e,one a;Div one,a y", Activation.Sigmoid, 0 },
        { "Mul z,two t;Sigmoid t s;Mul s,two d;Sub d,one y", Activation.Tanh, 0 },
        { "Min z,one m;Max m,minus y", Activation.HardTanh, 0 },
        { "Clip z,minus,one y", Activation.HardTanh, 0 },
        { "Add z,three a;Clip a,zero,six c;Div c,six y", Activation.HardSigmoid, 0 },
        { "Mul z,fifth m;Max z,m y", Activation.LeakyRelu, 0.2 },
        { "Greater z,zero g;Mul z,fifth m;Where g,z,m y", Activation.LeakyRelu, 0.2 },
        { "Greater z,zero g;Exp z e;Sub e,one m;Mul m,half h;Where g,z,h y", Activation.Elu, 0.5 },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void An_activation_is_known_by_what_it_computes(string nodes, Activation activation, double alpha)
    {
        LayerInfo layer = Formula(nodes, "y").Check().Layers[0];
        Assert.Equal((activation, alpha), (layer.Activation, layer.Alpha));
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_line_before_and_behind_it_is_folded(string nodes, Activation activation, double alpha)
    {
        string[] inner = [.. nodes.Split(';')];
        DenseNetwork network = Formula("Mul z0,shrunk z1;Add z1,half z;" + string.Join(';', inner) + ";Mul y,two w;Sub w,three v", "v", "z0").Check();
        Assert.Equal(2, network.Layers.Length);
        Assert.True(network.Layers[0].Activation == activation || activation == Activation.Tanh, $"{network.Layers[0].Activation}");
        Assert.Equal(alpha, network.Layers[0].Alpha);
    }

    [Theory]
    [InlineData("Elu", 0.7, Activation.Elu, 0.7)]
    [InlineData("LeakyRelu", 0.2, Activation.LeakyRelu, 0.2)]
    [InlineData("LeakyRelu", 1.5, Activation.LeakyRelu, 1.5)]
    [InlineData("Celu", 1.0, Activation.Elu, 1)]
    [InlineData("ThresholdedRelu", 0.0, Activation.Relu, 0)]
    public void An_operator_keeps_its_alpha(string operation, double alpha, Activation expected, double expectedAlpha)
    {
        LayerInfo layer = new GraphBuilder().Weights("W", 3, 4).Node("MatMul", "x W", "z").Node(operation, "z", "y", ("alpha", alpha)).Output("y").Check().Layers[0];
        Assert.Equal((expected, expectedAlpha), (layer.Activation, layer.Alpha));
    }

    [Fact]
    public void PRelu_with_one_slope_is_LeakyRelu() => Assert.Equal(0.25, new GraphBuilder().Weights("W", 3, 4).Node("MatMul", "x W", "z")
        .Constant("slope", [4], 0.25, 0.25, 0.25, 0.25).Node("PRelu", "z slope", "y").Output("y").Check().Layers[0].Alpha);

    [Theory]
    [InlineData("none", Activation.Gelu)]
    [InlineData("tanh", Activation.GeluTanh)]
    public void Gelu_of_opset_20(string approximate, Activation expected) => Assert.Equal(expected, new GraphBuilder(DataType.Float, 20).Weights("W", 3, 4)
        .Node("MatMul", "x W", "z").Node("Gelu", "z", "y", ("approximate", approximate)).Output("y").Check().Layers[0].Activation);

    [Fact]
    public void HardSigmoid_of_PyTorch() => Assert.Equal(Activation.HardSigmoid, new GraphBuilder().Weights("W", 3, 4).Node("MatMul", "x W", "z")
        .Node("HardSigmoid", "z", "y", ("alpha", 1.0 / 6)).Output("y").Check().Layers[0].Activation);

    [Theory]
    [InlineData(13, -1)]
    [InlineData(13, 1)]
    [InlineData(11, 1)]
    public void Softmax_over_the_outputs(int opset, int axis) => Assert.Equal(Activation.Softmax, new GraphBuilder(DataType.Float, opset).Weights("W", 3, 4)
        .Node("MatMul", "x W", "z").Node("Softmax", "z", "y", ("axis", axis)).Output("y").Check().Layers[0].Activation);

    [Theory]
    [InlineData("Mish z y")]
    [InlineData("HardSwish z y")]
    [InlineData("HardSigmoid z y")]
    [InlineData("Mul z,z y")]
    [InlineData("Abs z y")]
    [InlineData("Softsign z y")]
    [InlineData("Relu z a;Tanh a y")]
    [InlineData("Mul z,minus n;Mul n,fifth m;Max z,m y")]
    public void What_is_none_of_them_is_refused_at_its_node(string nodes)
    {
        OnnxException refusal = Formula(nodes, "y").Refusal();
        Assert.Contains("no activation of MlpGen's", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(nodes.Split(';')[^1].Split(' ')[0], refusal.Operation);
    }

    /// <summary>A dense layer, then nodes such as <c>Mul z,s y</c>, then another dense layer.</summary>
    private static GraphBuilder Formula(string nodes, string last, string first = "z")
    {
        GraphBuilder graph = new GraphBuilder(DataType.Float, 18).Weights("W", 3, 4).Weights("b", 4).Node("Gemm", "x W b", first)
            .Constant("zero", [], 0).Constant("one", [], 1).Constant("minus", [], -1).Constant("two", [], 2).Constant("three", [1], 3).Constant("six", [], 6)
            .Constant("half", [], 0.5).Constant("fifth", [], 0.2).Constant("shrunk", [], 0.75).Constant("sqrt2", [], Math.Sqrt(2))
            .Constant("cubic", [], 0.044715).Constant("root", [], Math.Sqrt(2 / Math.PI));
        foreach (string node in nodes.Split(';'))
        {
            string[] words = node.Split(' ');
            graph.Node(words[0], words[1].Replace(',', ' '), words[2]);
        }

        return graph.Weights("V", 4, 2).Node("MatMul", $"{last} V", "out").Output("out");
    }
}
