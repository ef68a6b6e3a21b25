namespace MlpGen.Generator.Tests.Diagnostics;

/// <summary>MLP101 to MLP104: legal, and most likely not meant. The network is generated all the same.</summary>
public class LintTests
{
    [Theory]
    [InlineData("[{|MLP101:Layer(2, 3)|}] [Layer(3, 1)]", "Layer 1 has no activation, so layers 1 and 2 together are one linear layer; give layer 1 an activation, such as Relu")]
    [InlineData("[Layer(2, 3, Relu)] [Layer(3, 3, {|MLP101:Identity|})] [Layer(3, 1)]", null)]
    [InlineData("[Layer(2, 3, Tanh, {|MLP102:Initializer = Initializer.Zeros|})] [Layer(3, 1, Initializer = Initializer.Zeros)]", "Layer 1 starts with weights that are all 0, and no gradient will ever tell its units apart; leave its Initializer to Auto")]
    [InlineData("[Layer(2, 3, Tanh, Initializer = Initializer.ScaledNormal, {|MLP102:InitialScale = 0|})] [Layer(3, 1, Initializer = Initializer.Zeros)]", "Layer 1 starts with weights that are all 0, and no gradient will ever tell its units apart; make InitialScale more than 0, such as 0.01")]
    [InlineData("[Layer(2, 3, Relu, Bias = false, {|MLP102:Initializer = Initializer.Zeros|})] [Layer(3, 1)]", null)]
    [InlineData("[Layer(2, 1, Sigmoid)] [Loss({|MLP103:MeanSquaredError|})]", "Layer 1 ends in Sigmoid under MeanSquaredError: its gradient vanishes where Sigmoid saturates, however wrong the output; for targets of 0 to 1 write [Loss(LossFunction.BinaryCrossEntropy)]")]
    [InlineData("[Layer(2, 1, Tanh)] [Loss({|MLP103:SumSquaredError|})]", null)]
    [InlineData("[Layer(2, 1, Sigmoid)] [Loss({|MLP103:HalfSquaredError|})]", null)]
    [InlineData("[Layer(30, 30)] [Network({|MLP104:Unroll = Unroll.Full|})]", "Unroll.Full writes out 900 multiply-adds; beyond 600 the JIT compiles them badly: write Unroll.Auto")]
    [InlineData("[Layer(1, 601)] [Network({|MLP104:Unroll = Unroll.Full|})]", null)]
    [InlineData("[Layer(100, 200)] [Network({|MLP104:Unroll = Unroll.Full|})]", null)]
    [InlineData("[Layer(2, 3, Relu, Bias = false, Initializer = Initializer.ScaledNormal, {|MLP102:InitialScale = 0|})] [Layer(3, 1)]", null)]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 3, Tanh, {|MLP102:Initializer = Initializer.Zeros|})] [Layer(3, 1, Initializer = Initializer.Zeros)]", null)]
    public void A_lint_is_reported_and_the_network_is_generated(string attributes, string? message) =>
        Assert.Single(Markup.Verify(attributes + " partial class Net;", message is null ? [] : [message]).Networks);

    [Theory]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 1)]")]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 1, Initializer = Initializer.Zeros)]")]
    [InlineData("[Layer(2, 3, Tanh, Initializer = Initializer.Zeros)] [Layer(3, 1)]")]
    [InlineData("[Layer(2, 3, Relu, Initializer = Initializer.Zeros)] [Layer(3, 1)]")]
    [InlineData("[Layer(2, 1, Sigmoid)] [Loss(BinaryCrossEntropy)]")]
    [InlineData("[Layer(2, 1, Sigmoid)] [Loss(MeanAbsoluteError)]")]
    [InlineData("[Layer(2, 1, Sigmoid)]")]
    [InlineData("[Layer(2, 3, Tanh, Bias = false, Initializer = Initializer.Zeros)] [Layer(3, 1)]")]
    [InlineData("[Layer(2, 1, Initializer = Initializer.Zeros)]")]
    [InlineData("[Layer(24, 25)] [Network(Unroll = Unroll.Full)]")]
    [InlineData("[Layer(240, 250)] [Network(Unroll = Unroll.Auto)]")]
    public void What_is_meant_is_not_reported(string attributes) =>
        Assert.Single(Markup.Verify(attributes + " partial class Net;").Networks);

    [Fact]
    public void Lints_wait_until_the_errors_are_gone() =>
        Markup.Verify("[Layer(2, 3)] [Layer({|MLP004:4|}, 1)] partial class Net;");
}
