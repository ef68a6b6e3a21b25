using MlpGen.Generator.Model;
using Act = MlpGen.Generator.Model.Activation;
using Init = MlpGen.Generator.Model.Initializer;

namespace MlpGen.Generator.Tests.Parsing;

/// <summary>What the attributes say is what the spec holds.</summary>
public class NetworkSpecTests
{
    [Fact]
    public void Two_layers_and_nothing_else()
    {
        NetworkSpec spec = Parse("namespace Demo { [Layer(2, 3, Relu)] [Layer(3, 1)] public partial class TinyNet; }");

        Assert.Equal(
            new NetworkSpec(
                new TypeSpec("Demo", default, "TinyNet", "Demo.TinyNet.g.cs", IsStatic: false, default) { PrintsLayers = true },
                new LayerSpec[]
                {
                    new(2, 3, Act.Relu, HasBias: true, Alpha: 0, Init.HeNormal, InitialScale: 0.01),
                    new(3, 1, Act.Identity, HasBias: true, Alpha: 0, Init.XavierUniform, InitialScale: 0.01),
                }.ToEquatableArray(),
                Loss: null,
                Model.Precision.Single,
                Model.Unroll.Auto,
                Backward: true,
                new CompilationFacts(AllowsUnsafe: false)),
            spec);
    }

    [Fact]
    public void Every_option_arrives()
    {
        NetworkSpec spec = Parse(
            """
            [Loss(Huber, Delta = 2.5), Network(Precision = Precision.Double, Unroll = Unroll.None)]
            [Layer(outputs: 3, inputs: Size.Two, activation: Elu, Bias = false, Alpha = 0.5, Initializer = Initializer.ScaledNormal, InitialScale = 0.25)]
            static partial class Net;
            static class Size { public const int Two = 1 + 1; }
            """,
            new HarnessOptions { AllowUnsafe = true });

        Assert.Equal(new LayerSpec(2, 3, Act.Elu, HasBias: false, 0.5, Init.ScaledNormal, 0.25), Assert.Single(spec.Layers));
        Assert.Equal(new LossSpec(Model.LossFunction.Huber, 2.5), spec.Loss);
        Assert.Equal((Model.Precision.Double, Model.Unroll.None, true), (spec.Precision, spec.Unroll, spec.Backward));
        Assert.True(spec.Type.IsStatic);
        Assert.True(spec.Compilation.AllowsUnsafe);
    }

    [Fact]
    public void Without_a_backward_pass() => Assert.False(Parse("[Layer(1, 1), Network(Backward = false)] partial class Net;").Backward);

    [Theory]
    [InlineData("LeakyRelu", 0.01)]
    [InlineData("LeakyRelu, Alpha = 0.2", 0.2)]
    [InlineData("Elu", 1)]
    [InlineData("Relu", 0)]
    public void Alpha_has_a_default_for_each_activation(string activation, double alpha) =>
        Assert.Equal(alpha, Assert.Single(Parse($"[Layer(1, 2, {activation})] partial class Net;").Layers).Alpha);

    [Fact]
    public void A_negative_zero_becomes_zero_since_the_two_are_equal_but_print_differently()
    {
        double alpha = Assert.Single(Parse("[Layer(1, 1, LeakyRelu, Alpha = -0.0)] partial class Net;").Layers).Alpha;

        Assert.False(double.IsNegative(alpha));
    }

    [Theory]
    [InlineData(Activation.Relu, Initializer.HeNormal)]
    [InlineData(Activation.LeakyRelu, Initializer.HeNormal)]
    [InlineData(Activation.Elu, Initializer.HeNormal)]
    [InlineData(Activation.Gelu, Initializer.HeNormal)]
    [InlineData(Activation.GeluTanh, Initializer.HeNormal)]
    [InlineData(Activation.Silu, Initializer.HeNormal)]
    [InlineData(Activation.Selu, Initializer.LecunNormal)]
    [InlineData(Activation.Identity, Initializer.XavierUniform)]
    [InlineData(Activation.Softplus, Initializer.XavierUniform)]
    [InlineData(Activation.Sigmoid, Initializer.XavierUniform)]
    [InlineData(Activation.Tanh, Initializer.XavierUniform)]
    [InlineData(Activation.HardSigmoid, Initializer.XavierUniform)]
    [InlineData(Activation.HardTanh, Initializer.XavierUniform)]
    [InlineData(Activation.Softmax, Initializer.XavierUniform)]
    public void The_automatic_initializer_suits_the_activation(Activation activation, Initializer initializer) =>
        Assert.Equal($"{initializer}", $"{Assert.Single(Parse($"[Layer(1, 2, {activation})] partial class Net;").Layers).Initializer}");

    [Fact]
    public void A_chosen_initializer_stays() =>
        Assert.Equal(Init.Zeros, Assert.Single(Parse("[Layer(1, 1, Relu, Initializer = Initializer.Zeros)] partial class Net;").Layers).Initializer);

    [Fact]
    public void Attributes_on_several_parts_make_one_spec()
    {
        GeneratorRun run = GeneratorHarness.Run(
        [
            Markup.Usings + "[Loss(Huber)] partial class Net; partial class Net { int x = 1; int X => x; }",
            Markup.Usings + "[Layer(1, 2), Layer(2, 3)] [Layer(3, 4)] partial class Net;",
            Markup.Usings + "[Network(Unroll = Unroll.None)] partial class Net;",
        ]);

        NetworkSpec spec = Assert.Single(run.Specs);
        Assert.Equal([1, 2, 3], spec.Layers.Select(layer => layer.Inputs));
        Assert.Equal(Model.LossFunction.Huber, spec.Loss!.Function);
        Assert.Equal(Model.Unroll.None, spec.Unroll);
    }

    [Fact]
    public void An_alias_names_the_attribute_as_well()
    {
        GeneratorRun run = GeneratorHarness.Run("using Dense = MlpGen.LayerAttribute; [Dense(1, 2)] partial class Net;");

        Assert.Equal(2, Assert.Single(Assert.Single(run.Specs).Layers).Outputs);
    }

    [Fact]
    public void An_attribute_of_the_same_name_in_another_namespace_is_none_of_ours()
    {
        GeneratorRun run = GeneratorHarness.Run(
            "namespace Other { class LayerAttribute(int a) : System.Attribute { public int A => a; } [Layer(1)] class Net; }");

        Assert.Empty(run.Specs);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void The_same_source_gives_an_equal_spec()
    {
        const string Source = "namespace A.B; partial class Outer { [Layer(1, 2, Tanh), Loss(Huber)] public partial class Net : Base; } class Base { public int W1; }";
        NetworkSpec first = Parse(Source);

        Assert.Equal(first, Parse(Source));
        Assert.Equal(first.GetHashCode(), Parse(Source).GetHashCode());
        Assert.NotEqual(first, Parse(Source.Replace("Tanh", "Relu", StringComparison.Ordinal)));
        Assert.NotEqual(first, Parse(Source.Replace("W1", "W2", StringComparison.Ordinal)));
    }

    private static NetworkSpec Parse(string source, HarnessOptions? options = null) =>
        Assert.Single(GeneratorHarness.Run(Markup.Usings + source, options).Specs);
}
