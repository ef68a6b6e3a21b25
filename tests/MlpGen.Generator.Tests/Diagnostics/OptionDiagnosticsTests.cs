using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace MlpGen.Generator.Tests.Diagnostics;

/// <summary>MLP007, MLP010, MLP011 and MLP012: losses, options and the project around them.</summary>
public class OptionDiagnosticsTests
{
    public static TheoryData<string, string, bool> LossesAndActivations()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (LossFunction loss in Enum.GetValues<LossFunction>())
        {
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                bool fits = loss switch
                {
                    LossFunction.CrossEntropy => activation is Activation.Softmax or Activation.Identity,
                    LossFunction.BinaryCrossEntropy => activation is Activation.Sigmoid or Activation.Identity,
                    _ => true,
                };
                data.Add($"{loss}", $"{activation}", fits);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(LossesAndActivations))]
    public void MLP007_a_cross_entropy_takes_its_own_activation_or_logits(string loss, string activation, bool fits)
    {
        string function = fits ? loss : $$"""{|MLP007:{{loss}}|}""";
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + $"[Loss({loss})] [Layer(2, 3, {activation})] partial class Net;");
        Assert.Equal(fits ? [] : ["MLP007"], run.Diagnostics.Where(d => d.Id != "MLP103").Select(d => d.Id));
        if (!fits)
        {
            Markup.Verify($"[Loss({function})] [Layer(2, 3, {activation})] partial class Net;");
        }
    }

    [Fact]
    public void MLP010_a_size_that_is_generated_itself() => Markup.Verify(
        "[Layer(2, 3)] [Layer(Net.{|MLP010:OutputSize|} + 1, 2)] partial class Net;",
        "Layer 2: OutputSize is generated, and not there yet when layers are read; write the number, or a constant of your own");

    [Fact]
    public void MLP007_says_which_targets_a_Relu_cannot_reach() =>
        Markup.Verify(
            "[Layer(2, 3, Relu)] [Loss({|MLP007:BinaryCrossEntropy|})] partial class Net;",
            "BinaryCrossEntropy takes the probabilities of Sigmoid, or logits from Identity, but layer 1 ends in Relu: its outputs are no "
            + "probabilities, since they grow without bound, and no logits, since they hardly fall below 0, so that targets under ½ could "
            + "not be reached; write Sigmoid or Identity there");

    [Theory]
    [InlineData("[Layer(2, 1, Relu, {|MLP010:Alpha = 0.1|})]", "Layer 1: Alpha means nothing here, since Relu has none; remove it, or use LeakyRelu or Elu")]
    [InlineData("[Layer(2, 1, {|MLP010:Alpha = 0.01|})]", null)]
    [InlineData("[Layer(2, 1, LeakyRelu, {|MLP010:Alpha = -1|})]", "Layer 1: Alpha is -1; as a float it must be finite and 0 or more")]
    [InlineData("[Layer(2, 1, LeakyRelu, {|MLP010:Alpha = double.NaN|})]", "Layer 1: Alpha is NaN; as a float it must be finite and 0 or more")]
    [InlineData("[Layer(2, 1, LeakyRelu, {|MLP010:Alpha = 1e39|})]", "Layer 1: Alpha is 1E+39; as a float it must be finite and 0 or more")]
    [InlineData("[Layer(2, 1, LeakyRelu, {|MLP010:Alpha = double.PositiveInfinity|})]", null)]
    [InlineData("[Layer(2, 1, Elu, {|MLP010:Alpha = 0|})]", "Layer 1: Alpha is 0; as a float it must be finite and more than 0")]
    [InlineData("[Layer(2, 1, Elu, {|MLP010:Alpha = 1e-50|})]", "Layer 1: Alpha is 1E-50; as a float it must be finite and more than 0")]
    [InlineData("[Layer(2, 1, {|MLP010:InitialScale = 1|})]", "Layer 1: InitialScale means nothing here, since Initializer.Auto does not read it; remove it, or set Initializer = Initializer.ScaledNormal")]
    [InlineData("[Layer(2, 1, Initializer = Initializer.ScaledNormal, {|MLP010:InitialScale = -0.1|})]", null)]
    [InlineData("[Layer(2, 1, Initializer = Initializer.ScaledNormal, {|MLP010:InitialScale = double.NaN|})]", null)]
    [InlineData("[Layer(2, 1, {|MLP010:Dropout = 0.5|})]", "Layer 1: Dropout means nothing here, since it is the last layer, and its outputs are those of the network; remove it, or write it on the layer before")]
    [InlineData("[Layer(2, 2, Tanh, {|MLP010:Dropout = 1|})] [Layer(2, 1)]", "Layer 1: Dropout is 1; as a float it must be 0 or more, and less than 1")]
    [InlineData("[Layer(2, 2, Tanh, {|MLP010:Dropout = -0.1|})] [Layer(2, 1)]", null)]
    [InlineData("[Layer(2, 2, Tanh, {|MLP010:Dropout = double.NaN|})] [Layer(2, 1)]", null)]
    [InlineData("[Layer(2, 2, Tanh, {|MLP010:Dropout = 0.99999999999|})] [Layer(2, 1)]", null)]
    [InlineData("[Layer(2, 1, {|MLP010:(Activation)99|})]", "Layer 1: 99 is no value of Activation; use one of its names")]
    [InlineData("[Layer(2, 1, {|MLP010:(Activation)(-1)|}, Alpha = 1)]", null)]
    [InlineData("[Layer(2, 1, {|MLP010:Initializer = (Initializer)99|})]", "Layer 1: 99 is no value of Initializer; use one of its names")]
    [InlineData("[Layer(2, 1)] [Loss({|MLP010:(LossFunction)99|})]", "[Loss]: 99 is no value of LossFunction; use one of its names")]
    [InlineData("[Layer(2, 1)] [Loss(Huber, {|MLP010:Delta = 0|})]", "[Loss]: Delta is 0; as a float it must be finite and more than 0")]
    [InlineData("[Layer(2, 1)] [Loss(Huber, {|MLP010:Delta = double.NaN|})]", null)]
    [InlineData("[Layer(2, 1)] [Loss(MeanSquaredError, {|MLP010:Delta = 1|})]", "[Loss]: Delta means nothing here, since MeanSquaredError has none; remove it, or use Huber")]
    [InlineData("[Layer(2, 1)] [Network({|MLP010:Precision = (Precision)2|})]", "[Network]: 2 is no value of Precision; use one of its names")]
    [InlineData("[Layer(2, 1, LeakyRelu, Alpha = 1e300)] [Loss(Huber, Delta = 1e300)] [Network({|MLP010:Precision = (Precision)2|})]", null)]
    [InlineData("[Layer(2, 1)] [Network({|MLP010:Unroll = (Unroll)3|})]", "[Network]: 3 is no value of Unroll; use one of its names")]
    [InlineData("[Layer(2, 1)] [Network(Backward = false)] [{|MLP010:Loss(Huber)|}]", "[Loss] needs the gradient code that Backward = false leaves out; remove one of the two")]
    public void MLP010_an_option_without_value_or_meaning(string attributes, string? message) =>
        Markup.Verify(attributes + " partial class Net;", message is null ? [] : [message]);

    [Theory]
    [InlineData("[Layer(2, 1, LeakyRelu, Alpha = 0)]")]
    [InlineData("[Layer(2, 1, Elu, Alpha = 2.5)]")]
    [InlineData("[Layer(2, 1, Initializer = Initializer.ScaledNormal, InitialScale = 0)]")]
    [InlineData("[Layer(2, 1, Dropout = 0)]")]
    [InlineData("[Layer(2, 2, Tanh, Dropout = 0.999)] [Layer(2, 1)] [Loss(Huber)]")]
    [InlineData("[Layer(2, 2, Tanh, Dropout = 0.99999999999)] [Layer(2, 1)] [Network(Precision = Precision.Double)]")]
    [InlineData("[Layer(8, 4096, Relu, Dropout = 0.5)] [Layer(4096, 1)] [Loss(Huber)]")]
    [InlineData("[Layer(8, 4096, Relu, Dropout = 0.5)] [Layer(4096, 1, Tanh)] [Layer(1, 4096, Relu, Dropout = 0.5)] [Layer(4096, 1)]")]
    [InlineData("[Layer(2, 1)] [Loss(Huber, Delta = 0.1)]")]
    [InlineData("[Layer(2, 1, LeakyRelu, Alpha = 1e39)] [Network(Precision = Precision.Double)]")]
    [InlineData("[Layer(2, 1)] [Network(Unroll = Unroll.None, Backward = false)]")]
    public void Options_at_the_edge_of_their_range_are_legal(string attributes) => Markup.Verify(attributes + " partial class Net;");

    [Theory]
    [InlineData("[{|MLP011:Loss(Huber)|}]", "[Loss] means nothing without layers; add them to 'Net', such as [Layer(2, 1)]")]
    [InlineData("[{|MLP011:Network|}]", "[Network] means nothing without layers; add them to 'Net', such as [Layer(2, 1)]")]
    [InlineData("[{|MLP011:Frozen(\"w.json\")|}]", "[Frozen] means nothing without layers; add them to 'Net', such as [Layer(2, 1)]")]
    [InlineData("[{|MLP011:Network|}] [Loss(Huber)]", null)]
    public void MLP011_options_without_layers(string attributes, string? message) =>
        Markup.Verify(attributes + " partial class Net;", message is null ? [] : [message]);

    [Fact]
    public void Options_may_stand_on_another_part_than_the_layers() =>
        Markup.Verify(["[Loss(Huber)] partial class Net;", "[Layer(1, 1)] partial class Net;", "[Network] partial class Net;"], new HarnessOptions());

    [Fact]
    public void MLP011_once_for_options_in_several_files() =>
        Markup.Verify(["[{|MLP011:Loss(Huber)|}] partial class Net;", "[Network] partial class Net;", "[Loss(Huber)] partial class Net;"], new HarnessOptions());

    [Fact]
    public void MLP011_on_a_class_that_is_not_partial_is_the_only_error() =>
        Assert.Empty(Markup.Verify("[{|MLP011:Loss(Huber)|}] class Net;").CompilerDiagnostics);

    [Fact]
    public void MLP011_waits_while_an_attribute_is_being_typed() =>
        Markup.Verify("[Loss(Huber)] [Lay] partial class Net;");

    [Fact]
    public void MLP012_an_old_language_and_nothing_else() =>
        Markup.Verify(
            "[Layer(0, 1)] partial class {|MLP012:Net|} { }",
            new HarnessOptions { Language = LanguageVersion.CSharp11 },
            "Generated code needs C# 12, and this project uses C# 11.0; set <LangVersion>12</LangVersion> or later");

    [Fact]
    public void CSharp_12_is_new_enough() =>
        Markup.Verify("[Layer(1, 1)] partial class Net;", new HarnessOptions { Language = LanguageVersion.CSharp12 });

    [Fact]
    public void MLP012_a_reference_without_the_runtime()
    {
        GeneratorRun run = GeneratorHarness.Run(
            """
            [MlpGen.Layer(1, 1)] partial class Net;
            namespace MlpGen { public class LayerAttribute(int a, int b) : System.Attribute; }
            """,
            new HarnessOptions { ReferenceRuntime = false });

        Assert.Equal("MLP012", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("MlpGen.INetwork`2", run.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
