namespace MlpGen.Generator.Tests.Diagnostics;

/// <summary>MLP003 to MLP006, MLP008 and MLP015: the layers and how they follow each other.</summary>
public class LayerDiagnosticsTests
{
    [Fact]
    public void A_legal_network_reports_nothing_and_is_generated()
    {
        GeneratorRun run = Markup.Verify("[Layer(2, 3, Relu)] [Layer(3, 2, Relu)] public partial class TinyNet;");

        Assert.Equal("TinyNet.g.cs", Assert.Single(run.Networks));
    }

    [Theory]
    [InlineData("[Layer({|MLP003:0|}, 1)]", "Layer 1 has 0 inputs; the number must be 1 to 4,096")]
    [InlineData("[Layer(1, {|MLP003:-3|})]", "Layer 1 has -3 outputs; the number must be 1 to 4,096")]
    [InlineData("[Layer(1, {|MLP003:4097|})]", "Layer 1 has 4,097 outputs; the number must be 1 to 4,096")]
    [InlineData("[Layer(1, {|MLP003:int.MaxValue|})]", "Layer 1 has 2,147,483,647 outputs; the number must be 1 to 4,096")]
    [InlineData("[Layer(outputs: 1, {|MLP003:inputs: 0|})]", "Layer 1 has 0 inputs; the number must be 1 to 4,096")]
    public void MLP003_a_size_out_of_range(string layer, string message) => Markup.Verify(layer + " partial class Net;", message);

    [Fact]
    public void The_largest_and_smallest_sizes_are_legal() =>
        Markup.Verify("[Layer(1, 4096)] partial class Wide; [Layer(4096, 1)] partial class Narrow;");

    [Fact]
    public void MLP003_both_sizes_of_a_layer_are_reported_and_no_mismatch_follows_from_them() =>
        Markup.Verify("[Layer({|MLP003:0|}, {|MLP003:0|})]\n[Layer(3, {|MLP003:-1|})] partial class Net;");

    [Fact]
    public void MLP004_a_layer_that_does_not_fit_the_one_before() =>
        Markup.Verify(
            "[Layer(2, 3, Relu)]\n    [Layer({|MLP004:4|}, 2, Relu)]\npublic partial class TinyNet;",
            "Layer 2 takes 4 inputs, but layer 1 gives 3; write [Layer(3, 2, Relu)]");

    [Fact]
    public void MLP004_quotes_the_attribute_as_it_is_written() =>
        Markup.Verify(
            """
            [Layer(2, 3)]
            [MlpGen.LayerAttribute(outputs: 5, {|MLP004:inputs: 2 - 1|},
                Bias = false)]
            partial class Net;
            """,
            "Layer 2 takes 1 input, but layer 1 gives 3; write [MlpGen.LayerAttribute(outputs: 5, inputs: 3, Bias = false)]");

    [Fact]
    public void MLP004_each_mismatch_is_reported() =>
        Markup.Verify("[Layer(2, 3, Tanh)] [Layer({|MLP004:4|}, 5, Tanh)] [Layer({|MLP004:6|}, 7)] partial class Net;");

    [Fact]
    public void MLP005_layers_on_two_parts_of_a_class() =>
        Markup.Verify(
            "[Layer(2, 3)] partial class Net; [{|MLP005:Layer(9, 1)|}] [Layer(1, 1)] partial class Net;",
            "The layers of one class are spread over several declarations, so their order is undefined; write all [Layer] attributes on one");

    [Fact]
    public void Of_layers_in_no_order_none_is_the_last() =>
        Markup.Verify("[Layer(2, 3)] partial class Net; [{|MLP005:Layer(3, 2, Tanh)|}] [Loss(CrossEntropy)] partial class Net;");

    [Fact]
    public void MLP005_layers_in_two_files() =>
        Markup.Verify(["[Layer(2, 3)] partial class Net;", "[{|MLP005:Layer(3, 1)|}] partial class Net;"], new HarnessOptions());

    [Fact]
    public void MLP006_Softmax_before_the_last_layer() =>
        Markup.Verify(
            "[Layer(2, 3, {|MLP006:Softmax|})] [Layer(3, 3, Activation.Softmax)] partial class Net;",
            "Layer 1 of 2 has Softmax, which only the last layer may have; give it another activation");

    [Theory]
    [InlineData("[Layer(2, 1, {|MLP015:Softmax|})]")]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(outputs: 1, inputs: 3, {|MLP015:activation: Activation.Softmax|})] [Loss(CrossEntropy)]")]
    [InlineData("[Layer(2, 1, {|MLP015:Softmax|})] [Loss(MeanSquaredError)]")]
    [InlineData("[Layer(2, 1, {|MLP015:Softmax|})] [Network(Backward = false)]")]
    public void MLP015_a_softmax_over_one_output_once(string attributes) => Markup.Verify(attributes + " partial class Net;");

    [Fact]
    public void MLP015_says_what_one_output_can_answer()
    {
        Markup.Verify(
            "[Layer(2, 3, Relu)] [Layer(3, 1, {|MLP015:Softmax|})] [Loss(CrossEntropy)] partial class Net;",
            "Layer 2 has Softmax over 1 output, which is always 1, whatever is learned; "
            + "for a yes or no write Sigmoid there and [Loss(LossFunction.BinaryCrossEntropy)], for classes as many outputs");
        Markup.Verify(
            "[Layer(2, 1)] [Loss({|MLP015:CrossEntropy|})] partial class Net;",
            "CrossEntropy compares classes, and layer 1 has 1 output: one class is always certain, so loss and gradient are 0; "
            + "for a yes or no write BinaryCrossEntropy, with Sigmoid or Identity, for classes as many outputs");
    }

    [Theory]
    [InlineData("[Layer(2, 2, Softmax)] [Loss(CrossEntropy)]")]
    [InlineData("[Layer(2, 2)] [Loss(CrossEntropy)]")]
    [InlineData("[Layer(2, 1)] [Loss(BinaryCrossEntropy)]")]
    [InlineData("[Layer(2, 1, Sigmoid)] [Loss(BinaryCrossEntropy)]")]
    [InlineData("[Layer(1, 1, Tanh)] [Layer(1, 2, Softmax)]")]
    [InlineData("[Layer(2, 1, Softmax)] [Loss({|MLP007:BinaryCrossEntropy|})]")]
    [InlineData("[Layer(2, 1, Relu)] [Loss({|MLP007:CrossEntropy|})]")]
    [InlineData("[Layer(2, 1, {|MLP006:Softmax|})] [Layer(1, 2)]")]
    [InlineData("[Layer(2, {|MLP003:0|}, Softmax)]")]
    public void MLP015_is_for_classes_over_one_output_alone(string attributes) => Markup.Verify(attributes + " partial class Net;");

    [Fact]
    public void MLP008_too_many_parameters_at_the_largest_layer() =>
        Markup.Verify(
            "[Layer(1, 2048, Relu)] [{|MLP008:Layer(2048, 2048, Relu)|}] [Layer(2048, 1)] partial class Net;",
            "The network has 4,202,497 parameters, 4,196,352 of them in layer 2; generated code has at most 4,194,304: make layers narrower");

    [Fact]
    public void MLP008_counts_without_overflow() =>
        Markup.Verify(
            "[{|MLP008:Layer(4096, 4096, Relu)|}]" + string.Concat(Enumerable.Repeat("[Layer(4096, 4096, Relu)]", 200)) + "partial class Net;");

    [Fact]
    public void Exactly_the_most_parameters_is_legal() =>
        Markup.Verify("[Layer(2048, 2048, Bias = false)] partial class Net;");

    [Fact]
    public void MLP008_too_many_layers() =>
        Markup.Verify(
            string.Concat(Enumerable.Repeat("[Layer(1, 1, Relu)]", 256)) + "[{|MLP008:Layer(1, 1)|}] partial class Net;",
            "The network has 257 layers; generated code has at most 256: remove some");

    [Fact]
    public void Exactly_the_most_layers_is_legal() =>
        Markup.Verify(string.Concat(Enumerable.Repeat("[Layer(1, 1, Relu)]", 256)) + "partial class Net;");

    [Fact]
    public void MLP008_too_much_to_unroll() =>
        Markup.Verify(
            "[Network({|MLP008:Unroll = Unroll.Full|})] [Layer(141, 142)] partial class Net;",
            "Unroll.Full would write out 20,022 multiply-adds; the most is 20,000: write Unroll.Auto");

    [Fact]
    public void MLP008_too_wide_to_train_with_dropout() =>
        Markup.Verify(
            "[Loss(Huber)] [Layer(8, 4096, Relu, {|MLP008:Dropout = 0.5|})] [Layer(4096, 1, Tanh)] [Layer(1, 4096, Relu, Dropout = 0.5)] [Layer(4096, 1)] partial class Net;",
            "Training with dropout keeps every layer of a sample on the stack, here 131,088 bytes; the most is 102,400: make layers narrower, or remove Dropout");

    [Fact]
    public void MLP008_counts_doubles_as_twice_as_wide() =>
        Markup.Verify(
            "[Network(Precision = Precision.Double)] [Loss(Huber)] [Layer(8, 4096, Relu, {|MLP008:Dropout = 0.5|})] [Layer(4096, 1)] partial class Net;",
            "Training with dropout keeps every layer of a sample on the stack, here 163,856 bytes; the most is 102,400: make layers narrower, or remove Dropout");

    [Fact]
    public void Several_mistakes_are_all_reported() =>
        Markup.Verify(
            """
            [Loss({|MLP007:CrossEntropy|})]
            [Layer(2, 3, {|MLP006:Softmax|})]
            [Layer({|MLP004:4|}, 2, Relu, {|MLP010:Alpha = 1|})]
            class {|MLP001:Net|};
            """);
}
