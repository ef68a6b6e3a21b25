using MlpGen.Onnx.Schema;
using DataType = MlpGen.Onnx.Schema.TensorProto.Types.DataType;

namespace MlpGen.Onnx.Tests;

/// <summary>Graphs as the exporters of ML-Agents, scikit-learn and Keras build them, node by node, each held against ONNX Runtime.</summary>
public sealed class ExporterWordsTests
{
    [Fact]
    public void A_policy_of_ML_Agents_with_normalised_observations_and_continuous_actions()
    {
        // Observations are clipped to ±5 deviations; actions to ±3, divided by 3. Beside them: two constants, a shape, and actions that are drawn.
        GraphBuilder graph = Policy(new GraphBuilder(DataType.Float, 9, null, 3), "x", "encoded");
        OnnxException drawn = Assert.Throws<OnnxException>(() => graph.Read("continuous_actions"));
        Assert.Contains("(RandomNormalLike): the output is drawn at random; take the output before it", drawn.Message, StringComparison.Ordinal);

        DenseNetwork network = graph.Check("deterministic_continuous_actions");
        Assert.Equal(network.Parameters.ToArray(), graph.Read().Parameters.ToArray());
        Assert.Equal(
            [(3, 3, Activation.HardTanh), (3, 8, Activation.Silu), (8, 8, Activation.Silu), (8, 2, Activation.HardTanh)],
            network.Layers.ToArray().Select(layer => (layer.Inputs, layer.Outputs, layer.Activation)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Several_vector_observations_become_one_input(bool isNormalised)
    {
        GraphBuilder graph = new GraphBuilder(DataType.Float, 13, null, 2).Input("obs_1", null, 3);
        string first = "x", second = "obs_1";
        if (isNormalised)
        {
            Normalise(graph, first, 2, "n0");
            Normalise(graph, second, 3, "n1");
            (first, second) = ("n0", "n1");
        }

        graph.Node("Concat", $"{first} {second}", "all", ("axis", 1)).Weights("W", 4, 5).Weights("b", 4).Node("Gemm", "all W b", "z", ("transB", 1)).Node("Tanh", "z", "y").Output("y");
        DenseNetwork network = graph.Read();
        Assert.Equal(5, network.InputSize);

        // ONNX Runtime gets the same numbers as one input, which is cut in two.
        GraphBuilder cut = new GraphBuilder(DataType.Float, 13, null, 5).Integers("parts", 2, 3).Node("Split", "x parts", "x0 x1", ("axis", 1));
        foreach (NodeProto node in graph.Graph.Node)
        {
            NodeProto copy = node.Clone();
            for (int k = 0; k < copy.Input.Count; k++)
            {
                copy.Input[k] = copy.Input[k] switch { "x" => "x0", "obs_1" => "x1", var other => other };
            }

            cut.Graph.Node.Add(copy);
        }

        cut.Graph.Initializer.Add(graph.Graph.Initializer);
        Reference.Compare(network, cut.Output("y").ToBytes());
    }

    [Fact]
    public void Inputs_that_meet_otherwise_are_refused()
    {
        GraphBuilder masked = new GraphBuilder(DataType.Float, 13, null, 3).Input("action_masks", null, 2).Weights("W", 3, 2).Node("MatMul", "x W", "logits")
            .Node("Mul", "logits action_masks", "masked").Node("Softmax", "masked", "y", ("axis", 1)).Output("y");
        OnnxException refusal = masked.Refusal();
        Assert.Contains("node 'Mul_2' (Mul): two inputs of the graph, 'x' and 'action_masks', meet here", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--output \"logits\"", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, masked.Read("logits").OutputSize);

        Assert.Contains("with other things done to one than to another", new GraphBuilder().Input("u", null, 3).Node("Tanh", "u", "t").Node("Concat", "x t", "c", ("axis", 1))
            .Weights("W", 6, 2).Node("MatMul", "c W", "y").Output("y").Refusal().Message, StringComparison.Ordinal);
        Assert.Contains("two branches", new GraphBuilder().Node("Concat", "x x", "c", ("axis", 1))
            .Weights("W", 6, 2).Node("MatMul", "c W", "y").Output("y").Refusal().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, 6.0)]
    [InlineData(-5.0, 5.0)]
    [InlineData(-0.25, 3.0)]
    public void A_clip_of_any_bounds_is_a_HardTanh(double low, double high)
    {
        DenseNetwork network = new GraphBuilder().Weights("W", 3, 4).Weights("b", 4).Node("Gemm", "x W b", "z").Constant("low", [], low).Constant("high", [], high)
            .Node("Clip", "z low high", "a").Weights("V", 4, 2).Node("MatMul", "a V", "y").Output("y").Check();
        Assert.Equal((2, Activation.HardTanh), (network.Layers.Length, network.Layers[0].Activation));
    }

    [Theory]
    [InlineData("Tanh")]
    [InlineData("Softmax")]
    public void An_activation_of_the_inputs_themselves_is_a_layer_of_its_own(string operation)
    {
        DenseNetwork network = new GraphBuilder().Node(operation, "x", "y").Output("y").Check();
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], network.Parameters.ToArray());
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("Identity")]
    public void A_regressor_of_scikit_learn(string activation) => ScikitLearn(activation, 1).Node("Identity", "add_result1", "out_activations_result")
        .Integers("shape_tensor", -1, 1).Node("Reshape", "out_activations_result shape_tensor", "variable").Output("variable", null, 1).Check();

    [Fact]
    public void A_classifier_of_scikit_learn_for_three_classes()
    {
        GraphBuilder graph = ScikitLearn("Relu", 3).Node("Softmax", "add_result1", "out_activations_result").Node("Identity", "out_activations_result", "probabilities");
        Labels(graph);
        DenseNetwork network = graph.Read();
        Assert.Equal((3, Activation.Softmax), (network.OutputSize, network.Layers[^1].Activation));
        Reference.Compare(network, graph.ToBytes(), "probabilities");
        Assert.Contains("take the output before it, the scores", Assert.Throws<OnnxException>(() => graph.Read("output_label")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_of_probabilities_are_passed()
    {
        GraphBuilder graph = ScikitLearn("Tanh", 3).Node("Softmax", "add_result1", "out_activations_result").Node("Identity", "out_activations_result", "probabilities");
        Labels(graph).Node("ZipMap", "probabilities", "output_probability", ("classlabels_int64s", new long[] { 0, 1, 2 })).Domain("ai.onnx.ml");
        graph.Graph.Output.RemoveAt(1);
        graph.Output("output_probability");
        Assert.Equal(Activation.Softmax, graph.Read().Layers[^1].Activation);
    }

    [Fact]
    public void A_model_of_Keras()
    {
        // Named by scopes, weights as variables were, a bias by Add, the last activation on its own; reordered to samples first and back by nothing.
        DenseNetwork network = new GraphBuilder(DataType.Float, 15, null, 3)
            .Weights("sequential/dense/MatMul/ReadVariableOp:0", 3, 8).Weights("sequential/dense/BiasAdd/ReadVariableOp:0", 8)
            .Node("MatMul", "x sequential/dense/MatMul/ReadVariableOp:0", "sequential/dense/MatMul:0").Node("Add", "sequential/dense/MatMul:0 sequential/dense/BiasAdd/ReadVariableOp:0", "sequential/dense/BiasAdd:0")
            .Node("Elu", "sequential/dense/BiasAdd:0", "sequential/dense/Elu:0", ("alpha", 1.0))
            .Weights("sequential/dense_1/kernel", 2, 8).Node("Transpose", "sequential/dense_1/kernel", "sequential/dense_1/MatMul/ReadVariableOp:0", ("perm", new long[] { 1, 0 }))
            .Node("MatMul", "sequential/dense/Elu:0 sequential/dense_1/MatMul/ReadVariableOp:0", "sequential/dense_1/MatMul:0")
            .Weights("sequential/dense_1/BiasAdd/ReadVariableOp:0", 2).Node("Add", "sequential/dense_1/BiasAdd/ReadVariableOp:0 sequential/dense_1/MatMul:0", "sequential/dense_1/BiasAdd:0")
            .Node("Softmax", "sequential/dense_1/BiasAdd:0", "dense_1").Output("dense_1").Check();
        Assert.Equal([Activation.Elu, Activation.Softmax], network.Layers.ToArray().Select(layer => layer.Activation));
        Assert.Equal(["MatMul_1", "MatMul_5"], network.Names);
    }

    /// <summary>The graph of an actor: the encoder, two hidden layers of Swish, the heads, and what Unity asks of a model.</summary>
    private static GraphBuilder Policy(GraphBuilder graph, string observation, string encoded)
    {
        Normalise(graph, observation, 3, "normalised");
        graph.Node("Concat", "normalised", "observations", ("axis", 1)).Weights("seq_layers.0.weight", 8, 3).Weights("seq_layers.0.bias", 8)
            .Node("Gemm", "observations seq_layers.0.weight seq_layers.0.bias", "h1", ("alpha", 1.0), ("beta", 1.0), ("transB", 1)).Node("Sigmoid", "h1", "g1").Node("Mul", "h1 g1", "s1")
            .Weights("seq_layers.2.weight", 8, 8).Weights("seq_layers.2.bias", 8)
            .Node("Gemm", "s1 seq_layers.2.weight seq_layers.2.bias", "h2", ("alpha", 1.0), ("beta", 1.0), ("transB", 1)).Node("Sigmoid", "h2", "g2").Node("Mul", "h2 g2", encoded)
            .Weights("mu.weight", 2, 8).Weights("mu.bias", 2).Node("Gemm", $"{encoded} mu.weight mu.bias", "mean", ("alpha", 1.0), ("beta", 1.0), ("transB", 1))
            .Constant("log_sigma", [1, 2], -1, -0.5).Node("Exp", "log_sigma", "sigma").Node("RandomNormalLike", "mean", "epsilon").Node("Mul", "epsilon sigma", "noise").Node("Add", "mean noise", "drawn");
        foreach ((string from, string to) in new[] { ("drawn", "continuous_actions"), ("mean", "deterministic_continuous_actions") })
        {
            graph.Constant($"{to}_low", [], -3).Constant($"{to}_high", [], 3).Constant($"{to}_three", [], 3);
            Clip(graph, from, $"{to}_clipped", -3, 3).Node("Div", $"{to}_clipped {to}_three", to);
        }

        return graph.Input("action_masks", null, 0).Input("recurrent_in", null, 1, 0)
            .Constant("version", [1], 3).Node("Identity", "version", "version_number").Constant("memory", [1], 0).Node("Identity", "memory", "memory_size")
            .Constant("shape", [1], 2).Node("Identity", "shape", "continuous_action_output_shape")
            .Output("version_number", 1).Output("memory_size", 1).Output("continuous_actions").Output("continuous_action_output_shape", 1).Output("deterministic_continuous_actions");
    }

    /// <summary>(x − mean)/√(variance/steps), cut off at ±5.</summary>
    private static void Normalise(GraphBuilder graph, string from, int width, string to)
    {
        graph.Weights($"{to}_mean", width).Constant($"{to}_variance", [width], [.. Enumerable.Range(1, width).Select(k => 40.0 * k)]).Constant($"{to}_steps", [], 100)
            .Node("Sub", $"{from} {to}_mean", $"{to}_centred").Node("Div", $"{to}_variance {to}_steps", $"{to}_ratio").Node("Sqrt", $"{to}_ratio", $"{to}_deviation")
            .Node("Div", $"{to}_centred {to}_deviation", $"{to}_scaled");
        Clip(graph, $"{to}_scaled", to, -5, 5);
    }

    /// <summary>With bounds as attributes up to opset 10, as inputs from then on.</summary>
    private static GraphBuilder Clip(GraphBuilder graph, string from, string to, double low, double high) => graph.Model.OpsetImport[0].Version < 11
        ? graph.Node("Clip", from, to, ("min", low), ("max", high))
        : graph.Constant($"{to}_min", [], low).Constant($"{to}_max", [], high).Node("Clip", $"{from} {to}_min {to}_max", to);

    /// <summary>Up to the sums of the last layer, as its converter writes them.</summary>
    private static GraphBuilder ScikitLearn(string activation, int outputs) => new GraphBuilder(DataType.Float, 15, null, 3).Import("ai.onnx.ml", 1)
        .Node("Cast", "x", "cast_input", ("to", 1)).Weights("coefficient", 3, 5).Weights("intercepts", 1, 5).Node("MatMul", "cast_input coefficient", "mul_result").Node("Add", "mul_result intercepts", "add_result")
        .Node(activation, "add_result", "next_activations").Weights("coefficient1", 5, outputs).Weights("intercepts1", 1, outputs)
        .Node("MatMul", "next_activations coefficient1", "mul_result1").Node("Add", "mul_result1 intercepts1", "add_result1");

    private static GraphBuilder Labels(GraphBuilder graph)
    {
        graph.Integers("classes", 0, 1, 2).Node("ArgMax", "probabilities", "argmax_output", ("axis", 1)).Node("ArrayFeatureExtractor", "classes argmax_output", "array_feature_extractor_result").Domain("ai.onnx.ml")
            .Integers("shape_tensor", -1).Node("Reshape", "array_feature_extractor_result shape_tensor", "reshaped_result").Node("Cast", "reshaped_result", "output_label", ("to", 7));
        graph.Output("output_label", [null]).Output("probabilities");
        graph.Graph.Output[0].Type.TensorType.ElemType = (int)DataType.Int64;
        return graph;
    }
}
