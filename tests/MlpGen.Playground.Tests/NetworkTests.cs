using System.Text;
using MlpGen.Playground.Examples;
using MlpGen.Playground.Networks;
using MlpGen.Weights;

namespace MlpGen.Playground.Tests;

public class NetworkTests
{
    [Theory]
    [InlineData("tiny")]
    [InlineData("xor")]
    [InlineData("flowers")]
    public void Each_parameter_has_a_place_that_leads_back_to_it(string id)
    {
        NetworkHandle network = Compiled.Example(id);
        for (int i = 0; i < network.ParameterCount; i++)
        {
            ParameterPlace.Of(network.Layers, i).IndexIn(network.Layers).ShouldBe(i);
        }

        Should.Throw<ArgumentOutOfRangeException>(() => ParameterPlace.Of(network.Layers, network.ParameterCount));
    }

    [Fact]
    public void The_central_difference_agrees_with_the_gradient()
    {
        NetworkHandle network = Compiled.Example("xor");
        double[] x = [0.3, -0.7], t = [1];
        Walkthrough walkthrough = network.Walk(x, t)!;

        for (int i = 0; i < network.ParameterCount; i++)
        {
            WeightCheck check = WeightCheck.Of(network, i, walkthrough, x, t);
            check.Numeric.ShouldBe(check.Analytic, 1e-3);
        }

        walkthrough["dW1"].Values.ToArray().ShouldContain(static g => Math.Abs(g) > 0.01, "else the test would say nothing");
    }

    [Theory]
    [InlineData(WeightsFormat.Json)]
    [InlineData(WeightsFormat.Safetensors)]
    public void Weights_leave_and_come_back(WeightsFormat format)
    {
        NetworkHandle from = Compiled.Example("tiny"), to = Compiled.Network(ExampleList.Of("tiny").Source);
        to.Load(from.Save(format), format);

        to.Forward([0.1, 0.2]).ShouldBe([0.5, 0.8], 1e-6);
        WeightsException refused = Should.Throw<WeightsException>(() => Compiled.Example("xor").Load(from.Save(format), format));
        refused.Message.ShouldNotBeEmpty();
        Should.Throw<WeightsException>(() => to.Load(Encoding.UTF8.GetBytes("no such file"), format));
        to.Forward([0.1, 0.2]).ShouldBe([0.5, 0.8], 1e-6, "a refused file changes nothing");
    }

    [Fact]
    public void A_network_without_a_loss_computes_and_a_static_class_has_no_handle()
    {
        NetworkHandle network = Compiled.Network("[MlpGen.Layer(2, 1)] [MlpGen.Network(Precision = MlpGen.Precision.Double)] public partial class Net;");

        network.Walk([1, 2], [0]).ShouldBeNull();
        network.Trace([1, 2]).Length.ShouldBe(2);
        Should.Throw<InvalidOperationException>(() => network.Train(Learning.SampleSets.Of("xor"), new()));
        var session = new Compiler.CompilerSession();
        NetworkHandle.Of(session.Emit(session.Read("[MlpGen.Layer(2, 1)] public static partial class Net;"))).ShouldBeEmpty();
    }
}
