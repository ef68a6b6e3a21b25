using MlpGen.Onnx.Schema;
using DataType = MlpGen.Onnx.Schema.TensorProto.Types.DataType;

namespace MlpGen.Onnx.Tests;

/// <summary>Networks in the words of other exporters, each held against ONNX Runtime.</summary>
public sealed class UnusualGraphTests
{
    [Theory]
    [InlineData(0, 1.0, 1.0)]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(1, 0.5, 2.0)]
    public void Gemm_with_its_options(int transB, double alpha, double beta)
    {
        GraphBuilder graph = new GraphBuilder().Weights("W", transB == 0 ? [3, 4] : [4, 3]).Weights("b", 4)
            .Node("Gemm", "x W b", "z", ("transB", transB), ("alpha", alpha), ("beta", beta)).Node("Relu", "z", "a").Output("a");
        DenseNetwork network = graph.Check();
        Assert.Equal((3, 4, Activation.Relu, true), (network.Layers[0].Inputs, network.Layers[0].Outputs, network.Layers[0].Activation, network.Layers[0].HasBias));
    }

    [Theory]
    [InlineData("z b")]
    [InlineData("b z")]
    public void MatMul_and_Add_in_either_order(string operands)
    {
        DenseNetwork network = new GraphBuilder().Weights("W", 3, 4).Weights("b", 4).Node("MatMul", "x W", "z").Node("Add", operands, "y").Output("y").Check();
        Assert.True(network.Layers[0].HasBias);
    }

    [Fact]
    public void A_layer_without_a_bias_has_none() =>
        Assert.False(new GraphBuilder().Weights("W", 3, 4).Node("MatMul", "x W", "y").Output("y").Check().Layers[0].HasBias);

    [Fact]
    public void A_bias_of_one_number_and_one_of_a_row_of_a_matrix()
    {
        new GraphBuilder().Weights("W", 3, 4).Constant("b", [], 0.5).Node("Gemm", "x W b", "y").Output("y").Check();
        new GraphBuilder().Weights("W", 3, 4).Weights("b", 1, 4).Node("Gemm", "x W b", "y").Output("y").Check();
    }

    [Fact]
    public void What_changes_nothing_is_passed()
    {
        DenseNetwork network = new GraphBuilder(DataType.Float, 17, null, 1, 3)
            .Node("Identity", "x", "i").Node("Flatten", "i", "f").Integers("rows", 0, -1).Node("Reshape", "f rows", "r").Node("Cast", "r", "c", ("to", 1))
            .Integers("axis", 1).Node("Unsqueeze", "c axis", "u").Node("Squeeze", "u axis", "s").Node("Dropout", "s", "d mask")
            .Weights("W", 3, 2).Node("MatMul", "d W", "y").Output("y").Check();
        Assert.Equal(3, network.InputSize);
    }

    [Fact]
    public void A_picture_is_flattened()
    {
        DenseNetwork network = new GraphBuilder(DataType.Float, 17, null, 1, 4, 4).Node("Flatten", "x", "f").Weights("W", 16, 2).Node("MatMul", "f W", "y").Output("y").Read();
        Assert.Equal(16, network.InputSize);
    }

    [Theory]
    [InlineData("Squeeze")]
    [InlineData("Reshape")]
    public void One_output_may_end_without_its_dimension(string operation)
    {
        new GraphBuilder().Weights("W", 3, 1).Node("MatMul", "x W", "z").Integers("shape", operation == "Squeeze" ? 1 : -1)
            .Node(operation, "z shape", "y").Output("y", [null]).Check();
    }

    [Fact]
    public void A_shape_that_is_computed_from_the_batch_is_folded()
    {
        new GraphBuilder(DataType.Float, 13, null, 3, 2).Node("Shape", "x", "s").Integer("zero", 0).Node("Gather", "s zero", "n").Integers("axes", 0)
            .Node("Unsqueeze", "n axes", "n1").Integers("rest", -1).Node("Concat", "n1 rest", "shape", ("axis", 0)).Node("Reshape", "x shape", "r")
            .Weights("W", 6, 2).Node("MatMul", "r W", "y").Output("y").Check();
    }

    [Fact]
    public void A_sample_alone_goes_through_MatMul() =>
        Assert.Equal(3, new GraphBuilder(DataType.Float, 17, 3).Weights("W", 3, 2).Node("MatMul", "x W", "y").Output("y", 2).Check().InputSize);

    [Fact]
    public void An_input_whose_shape_is_open_gets_it_from_the_weights() =>
        Assert.Equal(3, new GraphBuilder(DataType.Float, 17, null, null).Constant("two", [], 2).Node("Div", "x two", "d").Weights("W", 3, 2).Node("MatMul", "d W", "y").Output("y").Read().InputSize);

    [Fact]
    public void A_normaliser_in_front_is_folded()
    {
        GraphBuilder graph = new GraphBuilder().Weights("mean", 3).Constant("deviation", [3], 2, 0.5, 3).Node("Sub", "x mean", "c").Node("Div", "c deviation", "n")
            .Weights("W", 3, 4).Weights("b", 4).Node("Gemm", "n W b", "z").Node("Tanh", "z", "a").Weights("V", 4, 2).Node("MatMul", "a V", "y").Output("y");
        Assert.Equal(2, graph.Check().Layers.Length);
    }

    [Fact]
    public void One_number_for_all_inputs_is_folded() => new GraphBuilder().Constant("s", [1], 255).Constant("half", [], 0.5)
        .Node("Div", "x s", "d").Node("Sub", "half d", "n").Weights("W", 3, 2).Node("MatMul", "n W", "y").Output("y").Check();

    [Fact]
    public void Scaler_of_scikit_learn_is_folded() => new GraphBuilder().Import("ai.onnx.ml", 1)
        .Node("Scaler", "x", "n", ("offset", new float[] { 1, 2, 3 }), ("scale", new float[] { 0.5f, 2, 1 })).Domain("ai.onnx.ml")
        .Weights("W", 3, 2).Node("MatMul", "n W", "y").Output("y").Check();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BatchNormalization_before_or_behind_the_activation_is_folded(bool behind)
    {
        GraphBuilder graph = new GraphBuilder().Weights("W", 3, 4).Weights("b", 4).Node("Gemm", "x W b", "z");
        graph = behind ? graph.Node("Relu", "z", "a") : graph;
        graph = graph.Weights("scale", 4).Weights("shift", 4).Weights("mean", 4).Constant("variance", [4], 1, 2, 0.5, 0.1)
            .Node("BatchNormalization", $"{(behind ? "a" : "z")} scale shift mean variance", "n", ("epsilon", 1e-3));
        graph = behind ? graph : graph.Node("Relu", "n", "r");
        Assert.Equal(2, graph.Weights("V", 4, 2).Node("MatMul", behind ? "n V" : "r V", "y").Output("y").Check().Layers.Length);
    }

    [Fact]
    public void A_scale_behind_the_last_activation_becomes_a_diagonal_layer()
    {
        DenseNetwork network = new GraphBuilder().Weights("W", 3, 2).Node("MatMul", "x W", "z").Node("Tanh", "z", "a").Constant("s", [2], 2, 3).Constant("t", [], 1)
            .Node("Mul", "a s", "m").Node("Add", "m t", "y").Output("y").Check();
        Assert.Equal(2, network.Layers.Length);
        Assert.Equal([2, 0, 0, 3, 1, 1], network.Parameters[6..].ToArray());
    }

    [Fact]
    public void A_scale_behind_the_last_layer_is_folded_into_it() => Assert.Equal(1, new GraphBuilder().Weights("W", 3, 2).Node("MatMul", "x W", "z")
        .Constant("s", [2], 2, 3).Constant("t", [], 1).Node("Mul", "z s", "m").Node("Add", "m t", "y").Output("y").Check().Layers.Length);

    [Fact]
    public void Two_dense_layers_in_a_row_stay_two()
    {
        DenseNetwork network = new GraphBuilder().Weights("W", 3, 2).Weights("V", 2, 4).Node("MatMul", "x W", "z").Node("MatMul", "z V", "y").Output("y").Check();
        Assert.Equal(Activation.Identity, network.Layers[0].Activation);
    }

    [Fact]
    public void Weights_that_are_transposed_by_a_node_are_folded() =>
        new GraphBuilder().Weights("W", 4, 3).Node("Transpose", "W", "T", ("perm", new long[] { 1, 0 })).Node("MatMul", "x T", "y").Output("y").Check();

    [Fact]
    public void Weights_that_are_constants_and_computed_are_folded() => new GraphBuilder()
        .Node("Constant", "", "W", ("value", GraphBuilder.Tensor("", [1, 2, 3, 4, 5, 6], DataType.Float, 3, 2))).Constant("s", [1, 2], 2, 0.5)
        .Node("Mul", "W s", "V").Node("MatMul", "x V", "y").Output("y").Check();

    [Theory]
    [InlineData(DataType.Float, Precision.Single)]
    [InlineData(DataType.Double, Precision.Double)]
    [InlineData(DataType.Float16, Precision.Single)]
    internal void Every_number_type_is_read(DataType type, Precision expected)
    {
        GraphBuilder graph = new GraphBuilder(type, 17).Weights("W", 3, 2).Weights("b", 2).Node("Gemm", "x W b", "z").Node("Tanh", "z", "y").Output("y");
        Assert.Equal(expected, graph.Check(tolerance: type == DataType.Float16 ? 5e-3 : 1e-6).Precision);
    }

    [Fact]
    public void Bfloat16_is_the_upper_half_of_a_float()
    {
        var graph = new GraphBuilder(DataType.Bfloat16);
        DenseNetwork network = graph.Constant("W", [3, 1], 1, -0.5, 3.140625).Node("MatMul", "x W", "y").Output("y").Read();
        Assert.Equal([1, -0.5, 3.140625], network.Parameters.ToArray());
    }

    [Fact]
    public void Numbers_in_lists_are_read()
    {
        GraphBuilder graph = new GraphBuilder().Node("MatMul", "x W", "y").Output("y");
        graph.Graph.Initializer.Add(new TensorProto { Name = "W", DataType = (int)DataType.Float, Dims = { 3, 2 }, FloatData = { 1, 2, 3, 4, 5, 6 } });
        Assert.Equal([1, 2, 3, 4, 5, 6], graph.Check().Parameters.ToArray());
    }

    [Fact]
    public void The_classifier_of_scikit_learn_for_two_classes_is_one_layer()
    {
        // 1 − σ(z) beside σ(z); the label is another output, which is no network.
        GraphBuilder graph = new GraphBuilder().Weights("W", 3, 1).Weights("b", 1).Node("MatMul", "x W", "m").Node("Add", "m b", "z").Node("Sigmoid", "z", "p")
            .Constant("one", [], 1).Node("Sub", "one p", "q").Node("Concat", "q p", "probabilities", ("axis", 1)).Node("ArgMax", "probabilities", "label", ("axis", 1))
            .Output("probabilities");
        graph.Graph.Output.Insert(0, new ValueInfoProto { Name = "label", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Int64 } } });
        DenseNetwork network = graph.Read();
        Assert.Equal((2, Activation.Sigmoid), (network.OutputSize, network.Layers[0].Activation));
        Reference.Compare(network, graph.ToBytes(), "probabilities");
    }

    [Fact]
    public void Initializers_that_are_listed_as_inputs_are_constants() => new GraphBuilder().Input("W", 3, 2).Weights("W", 3, 2).Node("MatMul", "x W", "y").Output("y").Check();

    [Fact]
    public void Constants_beside_the_network_are_no_second_one() =>
        new GraphBuilder().Weights("W", 3, 2).Node("MatMul", "x W", "y").Constant("v", [1], 3).Node("Identity", "v", "version").Output("version", 1).Output("y").Check("y");
}

internal static class GraphBuilderDomains
{
    /// <summary>The node added last is an operator of this domain.</summary>
    public static GraphBuilder Domain(this GraphBuilder graph, string domain)
    {
        graph.Graph.Node[^1].Domain = domain;
        return graph;
    }
}
