using MlpGen.Onnx.Schema;
using DataType = MlpGen.Onnx.Schema.TensorProto.Types.DataType;

namespace MlpGen.Onnx.Tests;

/// <summary>What is no network of dense layers, and what is said of it.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_convolution_is_named()
    {
        OnnxException refusal = new GraphBuilder(DataType.Float, 17, null, 1, 4, 4).Weights("K", 2, 1, 3, 3).Node("Conv", "x K", "c").Node("Flatten", "c", "f")
            .Weights("W", 8, 2).Node("MatMul", "f W", "y").Output("y").Refusal();
        Assert.Equal("node 'Conv_1' (Conv): only dense layers; a convolution or pooling shares its weights between places", refusal.Message);
        Assert.Equal(("Conv_1", "Conv"), (refusal.Node, refusal.Operation));
    }

    [Fact]
    public void A_node_without_a_name_has_its_number()
    {
        GraphBuilder graph = new GraphBuilder().Weights("W", 3, 2).Node("MatMul", "x W", "z").Node("LSTM", "z", "y").Output("y");
        graph.Graph.Node[1].Name = "";
        Assert.StartsWith("node '#2' (LSTM): only dense layers", graph.Refusal().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LogSoftmax", "take the output before it (the logits)")]
    [InlineData("LayerNormalization", "BatchNormalization, which has its statistics in the file, is folded")]
    [InlineData("ArgMax", "take the output before it, the scores")]
    [InlineData("DequantizeLinear", "a quantized model")]
    [InlineData("SomethingNew", "only dense layers and activations")]
    public void A_refusal_says_what_to_do(string operation, string advice) => Assert.Contains(
        advice, new GraphBuilder().Weights("W", 3, 2).Node("MatMul", "x W", "z").Node(operation, "z", "y").Output("y").Refusal().Message, StringComparison.Ordinal);

    [Fact]
    public void A_clip_of_an_activation_says_which() => Assert.Contains("node 'Clip_3' (Clip): this is no activation of MlpGen's: a Clip from -0.5 to 0.5 of what is bent already",
        new GraphBuilder().Weights("W", 3, 2).Node("MatMul", "x W", "z").Node("Tanh", "z", "a").Constant("low", [], -0.5).Constant("high", [], 0.5)
        .Node("Clip", "a low high", "y").Output("y").Refusal().Message, StringComparison.Ordinal);

    [Fact]
    public void An_activation_of_an_input_of_unknown_width_is_refused() => Assert.Contains("does not say how wide a sample is",
        new GraphBuilder(DataType.Float, 17, null, null).Node("Tanh", "x", "y").Output("y").Refusal().Message, StringComparison.Ordinal);

    [Fact]
    public void A_skip_connection_is_refused() => Assert.Contains("two branches", new GraphBuilder().Weights("W", 3, 3).Node("MatMul", "x W", "z").Node("Relu", "z", "a")
        .Weights("V", 3, 3).Node("MatMul", "a V", "v").Node("Add", "v a", "y").Output("y").Refusal().Message, StringComparison.Ordinal);

    [Fact]
    public void Two_inputs_are_refused() => Assert.Contains("two inputs of the graph, 'x' and 'u', meet here", new GraphBuilder().Input("u", null, 3).Node("Add", "x u", "s").Weights("W", 3, 2)
        .Node("MatMul", "s W", "y").Output("y").Refusal().Message, StringComparison.Ordinal);

    [Fact]
    public void Two_networks_are_a_question_which()
    {
        GraphBuilder graph = new GraphBuilder().Weights("W", 3, 2).Node("MatMul", "x W", "y").Weights("V", 3, 1).Node("MatMul", "x V", "value").Output("y").Output("value");
        Assert.Contains("'y', 'value'; say which one is wanted", graph.Refusal().Message, StringComparison.Ordinal);
        Assert.Equal(1, graph.Read("value").OutputSize);
        Assert.Contains("the graph has 'y', 'value'", graph.Refusal("z").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Softmax_before_the_last_layer_is_refused() => Assert.Contains("only the last layer", new GraphBuilder().Weights("W", 3, 2).Node("MatMul", "x W", "z")
        .Node("Softmax", "z", "p").Weights("V", 2, 2).Node("MatMul", "p V", "y").Output("y").Refusal().Message, StringComparison.Ordinal);

    [Fact]
    public void A_circle_is_found()
    {
        OnnxException refusal = new GraphBuilder().Weights("W", 3, 3).Node("Add", "x b", "a").Node("MatMul", "a W", "b").Node("Relu", "b", "y").Output("y").Refusal();
        Assert.Contains("in a circle", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_is_read_or_refused_without_recursion()
    {
        var graph = new GraphBuilder();
        string value = "x";
        for (int k = 0; k < 100_000; k++)
        {
            graph.Node("Identity", value, $"v{k}");
            value = $"v{k}";
        }

        Assert.Equal(2, graph.Weights("W", 3, 2).Node("MatMul", $"{value} W", "y").Output("y").Read().OutputSize);
    }

    [Fact]
    public void Doubling_a_value_over_and_over_takes_no_longer()
    {
        GraphBuilder graph = new GraphBuilder().Weights("W", 3, 2).Node("MatMul", "x W", "v0");
        for (int k = 0; k < 200; k++)
        {
            graph.Node("Mul", $"v{k} v{k}", $"v{k + 1}");
        }

        Assert.Equal("Mul", graph.Output("v200").Refusal().Operation);
    }

    [Theory]
    [InlineData(new long[] { 3, 1L << 40 })]
    [InlineData(new long[] { 1L << 31, 1L << 31, 4 })]
    [InlineData(new long[] { long.MaxValue, long.MaxValue })]
    [InlineData(new long[] { -1, 3 })]
    public void Dimensions_without_numbers_are_no_claim_on_memory(long[] shape)
    {
        long before = GC.GetTotalAllocatedBytes();
        GraphBuilder graph = new GraphBuilder().Constant("W", shape, 1, 2, 3).Node("MatMul", "x W", "y").Output("y");
        Assert.Contains("'W'", graph.Refusal().Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 10_000_000);
    }

    [Fact]
    public void A_small_file_cannot_ask_for_all_memory()
    {
        GraphBuilder graph = new GraphBuilder().Integers("shape", 1 << 20, 1 << 20).Node("ConstantOfShape", "shape", "W").Node("MatMul", "x W", "y").Output("y");
        Assert.Contains("node 'ConstantOfShape_1'", graph.Refusal().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Weights_are_finite(double number) => Assert.Contains("weights are finite", new GraphBuilder().Constant("W", [3, 1], 1, number, 2)
        .Node("MatMul", "x W", "y").Output("y").Refusal().Message, StringComparison.Ordinal);

    [Fact]
    public void Layers_that_do_not_fit_each_other_are_refused() => Assert.Contains("weights for 4 inputs, where a sample has 2 numbers", new GraphBuilder().Weights("W", 3, 2)
        .Weights("V", 4, 2).Node("MatMul", "x W", "z").Node("MatMul", "z V", "y").Output("y").Refusal().Message, StringComparison.Ordinal);

    [Fact]
    public void A_batch_that_is_mixed_is_refused()
    {
        foreach (double[] shape in (double[][])[[1, -1], [-1], [6, -1], [-1, 2]])
        {
            GraphBuilder graph = new GraphBuilder().Integers("shape", shape).Node("Reshape", "x shape", "r").Weights("W", 3, 2).Node("MatMul", "r W", "y").Output("y");
            Assert.Equal("Reshape", graph.Refusal().Operation);
        }
    }

    [Fact]
    public void Bytes_of_another_kind_are_refused()
    {
        foreach (byte[] bytes in (byte[][])[[], [1, 2, 3], [.. "{ \"format\": 1 }"u8], new byte[1000]])
        {
            using var stream = new MemoryStream(bytes);
            Assert.Throws<OnnxException>(() => OnnxFile.Read(stream));
        }
    }

    [Fact]
    public void A_file_is_named() => Assert.StartsWith(
        Path.Combine(AppContext.BaseDirectory, "MlpGen.Onnx.dll"), Assert.Throws<OnnxException>(() => OnnxFile.Read(Path.Combine(AppContext.BaseDirectory, "MlpGen.Onnx.dll"))).Message, StringComparison.Ordinal);
}
