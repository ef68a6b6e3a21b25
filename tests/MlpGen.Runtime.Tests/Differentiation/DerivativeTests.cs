using System.Reflection;

namespace MlpGen.Tests.Differentiation;

/// <summary>Jacobians, directional derivatives and products with the Hessian, of every activation and loss, on every way that samples go.</summary>
public class DerivativeTests
{
    public static TheoryData<string> Networks =>
        [.. typeof(DerivativeNetworks).GetNestedTypes(BindingFlags.NonPublic).Where(type => type.IsDefined(typeof(LayerAttribute), false)).Select(type => type.Name)];

    [Fact]
    public void No_activation_is_missing()
    {
        string[] names = [.. Networks.Cast<object[]>().Select(row => (string)row[0])];
        foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)) // which is there with a loss
        {
            Assert.Contains($"Numbers{activation}", names);
            Assert.Contains($"Layers{activation}", names);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_Jacobian_is_what_central_differences_say_and_gives_its_products(string network) =>
        Check(network, nameof(DerivativeChecks.Jacobians));

    [Theory]
    [MemberData(nameof(Networks))]
    public void Derivatives_along_a_direction_are_the_same_alone_and_in_any_batch_and_what_differences_say(string network) =>
        Check(network, nameof(DerivativeChecks.Directions));

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_Jacobian_by_the_parameters_has_a_gradient_in_each_row(string network) =>
        Check(network, nameof(DerivativeChecks.ParameterJacobians));

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_product_with_the_Hessian_is_how_the_gradient_moves(string network) =>
        Check(network, nameof(DerivativeChecks.Hessians));

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_gradient_of_derivatives_along_a_direction_is_what_differences_say(string network) =>
        Check(network, nameof(DerivativeChecks.DirectionalGradients));

    [Fact]
    public void Labels_stand_for_rows_of_targets()
    {
        DerivativeChecks.Labels<DerivativeNetworks.NumbersCrossEntropySoftmax, double>(
            (p, x, labels, v, product) => DerivativeNetworks.NumbersCrossEntropySoftmax.HessianVectorProduct(p, x, labels, v, product));
        DerivativeChecks.Labels<DerivativeNetworks.Wide, double>(
            (p, x, labels, v, product) => DerivativeNetworks.Wide.HessianVectorProduct(p, x, labels, v, product));
        DerivativeChecks.Labels<DerivativeNetworks.LayersCrossEntropyIdentity, double>(
            (p, x, labels, v, product) => DerivativeNetworks.LayersCrossEntropyIdentity.HessianVectorProduct(p, x, labels, v, product));
    }

    private static void Check(string network, string check) =>
        DerivativeChecks.Check(typeof(DerivativeNetworks).GetNestedType(network, BindingFlags.NonPublic)!, check);
}
