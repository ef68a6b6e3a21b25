using static MlpGen.Generator.Tests.Frozen.Weights;

namespace MlpGen.Generator.Tests.Diagnostics;

/// <summary>What <c>Derivatives</c> cannot be combined with, at the argument: MLP014.</summary>
public class DerivativeDiagnosticsTests
{
    private const string Jacobian = "{|MLP014:Derivatives = Derivatives.Jacobian|}";

    [Theory]
    [InlineData(
        "[Layer(2, 2)] [Network({|MLP014:Derivatives = Derivatives.HessianVector|})]",
        "Derivatives.HessianVector is the second derivative of a loss, so it cannot be combined with a class without one; add [Loss], or remove the flag")]
    [InlineData(
        "[Layer(2, 2)] [Network(Backward = false, " + Jacobian + ")]",
        "Derivatives cannot be combined with Backward = false, since they go back as the gradient does; remove one of the two")]
    [InlineData(
        "[Layer(2, 2)] [Network(Reproducible = true, " + Jacobian + ")]",
        "Derivatives cannot be combined with Reproducible = true yet: their sums have no fixed order; remove one of the two")]
    [InlineData(
        "[Layer(2, 1000)] [Layer(1000, 4096)] [Network({|MLP014:Derivatives = Derivatives.ParameterJacobian|})]",
        "Derivatives.ParameterJacobian of 4,096 outputs by 4,103,096 parameters would have more elements than a span holds (2,147,483,647); remove the flag")]
    public void What_excludes_derivatives_is_said_at_the_argument(string attributes, string message) =>
        Markup.Verify($"{attributes} partial class Net;", message);

    [Fact]
    public void A_frozen_network_has_none() => Markup.Verify(
        $"{XorLayers}[Frozen(\"xor.weights.json\")] [Network({Jacobian})] partial class Net;", File(Xor),
        "Derivatives cannot be combined with [Frozen]: a frozen network goes forward only; remove one of the two");

    [Fact]
    public void A_network_too_deep_for_the_stack_is_refused_with_both_numbers() => Markup.Verify(
        "[Layer(2, 4096)] [Layer(4096, 800)] [Layer(800, 4)] [Loss(LossFunction.MeanSquaredError)] [Network({|MLP014:Derivatives = Derivatives.HessianVector|})] partial class Net;",
        "Derivatives of one sample would take 176,704 bytes of the stack, more than 102,400: the network is too deep or too wide for them; remove the option, or narrow the layers");

    [Fact]
    public void A_flag_that_does_not_exist_is_named() => Markup.Verify(
        "[Layer(2, 2)] [Network({|MLP010:Derivatives = (Derivatives)64|})] partial class Net;", "[Network]: 64 is no value of Derivatives; use one of its names");

    [Fact]
    public void Flags_may_be_combined_and_compile_silently() => GeneratorHarness.Run(
        Markup.Usings + "[Layer(2, 2)] [Loss(LossFunction.MeanSquaredError)] [Network(Derivatives = Derivatives.Jacobian | Derivatives.HessianVector)] partial class Net;")
        .AssertCompilesSilently();
}
