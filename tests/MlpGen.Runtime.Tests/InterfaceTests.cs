using static MlpGen.Activation;
using static MlpGen.LossFunction;

namespace MlpGen.Tests;

/// <summary>A class gets the members and interfaces that its attributes ask for, and no others.</summary>
public partial class InterfaceTests
{
    [Layer(2, 3, Relu), Layer(3, 2, Relu), Network(Backward = false)]
    private sealed partial class InferenceOnly;

    [Layer(2, 3, Relu), Layer(3, 2, Relu)]
    private sealed partial class WithoutLoss;

    [Layer(2, 3, Relu), Layer(3, 2, Relu), Loss(MeanSquaredError)]
    private sealed partial class WithLoss;

    [Layer(2, 3, Relu), Layer(3, 2, Softmax), Loss(CrossEntropy)]
    private sealed partial class WithLabels;

    [Layer(2, 3, Relu), Layer(3, 2, Relu), Loss(MeanSquaredError)]
    private static partial class Static;

    [Fact]
    public void Each_attribute_adds_its_interface()
    {
        Assert.Equal([typeof(INetwork<InferenceOnly, float>)], typeof(InferenceOnly).GetInterfaces());
        Assert.Contains(typeof(IDifferentiableNetwork<WithoutLoss, float>), typeof(WithoutLoss).GetInterfaces());
        Assert.DoesNotContain(typeof(WithoutLoss).GetInterfaces(), i => i.Name.StartsWith("ITrainable", StringComparison.Ordinal));
        Assert.Contains(typeof(ITrainableNetwork<WithLoss, float>), typeof(WithLoss).GetInterfaces());
        Assert.DoesNotContain(typeof(WithLoss).GetInterfaces(), i => i.Name.StartsWith("IClassifier", StringComparison.Ordinal));
        Assert.Contains(typeof(IClassifier<WithLabels, float>), typeof(WithLabels).GetInterfaces());
        Assert.Empty(typeof(Static).GetInterfaces());
    }

    [Fact]
    public void Inference_only_means_no_gradient_code_at_all()
    {
        Assert.DoesNotContain(Members(typeof(InferenceOnly)), name => name.Contains("Backward", StringComparison.Ordinal));
        Assert.DoesNotContain(Members(typeof(InferenceOnly)), name => name.Contains("Derivative", StringComparison.Ordinal));
        Assert.Contains(Members(typeof(WithoutLoss)), name => name.Contains("BackwardNumbers", StringComparison.Ordinal));
    }

    [Fact]
    public void A_static_class_computes_what_an_ordinary_one_does()
    {
        var net = new WithLoss(seed: 3);
        float[] x = [0.5f, -1, 2, 0.25f], t = [1, 2, 3, 4], expected = new float[4], actual = new float[4];
        float[] parameters = new float[Static.ParameterCount];
        Static.Initialize(parameters, seed: 3);
        Assert.Equal(net.Parameters.ToArray(), parameters);

        net.ForwardBatch(x, expected);
        Static.ForwardBatch(parameters, x, actual);
        Assert.Equal(expected, actual);

        float[] expectedGradient = new float[17], gradient = new float[17];
        Assert.Equal(net.LossAndGradient(x, t, expectedGradient), Static.LossAndGradient(parameters, x, t, gradient));
        Assert.Equal(expectedGradient, gradient);
    }

    [Fact]
    public void A_network_without_a_loss_can_be_checked_too()
    {
        var net = new WithoutLoss(seed: 3);
        GradientCheckResult check = GradientCheck.OfBackward<WithoutLoss, float>(net.Parameters, [1.5f, -0.5f], [1, -2]);
        Assert.True(check.Passes(GradientCheck.Tolerance<float>()), $"{check}");
    }

    private static IEnumerable<string> Members(Type type) => type.GetMembers(
        System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance
        | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic).Select(member => member.Name);
}
