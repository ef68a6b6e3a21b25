using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Tests.Emit;

/// <summary>A broken network keeps its members, so that one mistake gives one error, whatever code uses the network.</summary>
public class OutlineTests
{
    /// <summary>What a user may do with a trainable network.</summary>
    private const string Use = """

        static class Program
        {
            static float Train(TinyNet net, float[] x, float[] t)
            {
                var other = new TinyNet(seed: 6);
                var copy = new TinyNet(other.Parameters);
                float[] y = new float[TinyNet.OutputSize];
                float[] gradient = new float[TinyNet.ParameterCount];
                net.Forward(x, y);
                TinyNet.Forward(net.Parameters, x, output: y);
                TinyNet.Backward(copy.Parameters, x, y, gradient, inputGradient: gradient);
                net.ForwardTrace(x, new float[TinyNet.TraceSize / TinyNet.InputSize]);
                copy.W1[0] = net.B2[0] + TinyNet.Layers[0].Inputs;
                TinyNet.View(gradient).B1[0] = TinyNet.ViewTrace(y).A2[0] + TinyNet.ViewTrace(trace: y).Z1[0];
                Generic<TinyNet>(net);
                return net.Loss(x, t) + net.LossAndGradient(x, t, gradient)
                    + TinyNet.TrainingLossAndGradient(net.Parameters, x, t, new DropoutKey(1, 2, 3), gradient);
            }

            static int Generic<TNetwork>(TNetwork net) where TNetwork : ITrainableNetwork<TNetwork, float> => TNetwork.InputSize + net.Parameters.Length;
        }
        """;

    [Theory]
    [InlineData("[Layer(2, 3, Relu)] [Layer(4, 2)] [Loss(MeanSquaredError)] partial class TinyNet;", "MLP004")]
    [InlineData("[Layer(2, 3, Relu)] [Layer(3, 2)] [Loss(MeanSquaredError)] class TinyNet;", "MLP001 CS0260")]
    [InlineData("[Layer(2, 3, Relu)] [Layer(3, )] [Loss(MeanSquaredError)] partial class TinyNet;", "CS1525")]
    [InlineData("[Layer(2, 3, Re)] [Layer(3, 2)] [Loss(MeanSquaredError)] partial class TinyNet;", "CS0103")]
    [InlineData("[Layer(2)] [Layer(3, 2)] [Loss(MeanSquaredError)] partial class TinyNet;", "CS7036")]
    [InlineData("[Layer(2, 3)] [Layer] [Loss(MeanSquaredError)] partial class TinyNet;", "CS7036")]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 2)] [Loss()] partial class TinyNet;", "CS7036")]
    [InlineData("[Layer(0, 3, Relu)] [Layer(3, 2)] [Loss(MeanSquaredError)] partial class TinyNet;", "MLP003")]
    [InlineData("[Layer(2, 4096)] [Layer(4096, 4096)] [Loss(Huber)] partial class TinyNet;", "MLP008")]
    [InlineData("[Layer(2, 3, Relu)] [Layer(3, 2, Tanh)] [Loss(CrossEntropy)] partial class TinyNet;", "MLP007")]
    [InlineData("[Layer(2, 3, Relu)] [Layer(3, 2)] [Loss(Huber)] [Network(Backward = false)] partial class TinyNet;", "MLP010")]
    [InlineData("[Layer(2, 3, Relu)] partial class TinyNet; [Layer(3, 2)] [Loss(Huber)] partial class TinyNet;", "MLP005")]
    [InlineData("[Layer(2, 3, Relu)] [Layer(3, 2)] [Loss(Huber)] partial class TinyNet { float W2; }", "MLP009 CS0169")]
    [InlineData("[Layer(2, 3, Relu)] [Layer(3, 2)] [Loss(Huber)] partial record TinyNet;", "MLP002")]
    public void The_code_that_uses_a_broken_network_has_no_error_of_its_own(string declaration, string expected)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + declaration + Use);

        IEnumerable<string> said = run.Errors.Concat(run.CompilerDiagnostics).Select(diagnostic => diagnostic.Id);
        Assert.Equal(expected.Split(' ').Order(), said.Order());
    }

    [Theory]
    [InlineData("[Layer(2, 3, Relu)] [Layer(4, 2)]", 2, 2, 3 * 3 + 5 * 2, 10)]
    [InlineData("[Layer(2, 3, Relu)] [Layer(0, 2)]", 2, 2, 3 * 3 + 4 * 2, 10)]
    [InlineData("[Layer(2, )] [Layer(3, 2)]", 1, 2, 1, 1)]
    [InlineData("[Layer(2, 0)] [Layer(0, 2)]", 2, 2, 1, 1)]
    [InlineData("[Layer(0, 3)] [Layer(3, 2)]", 1, 2, 1, 1)]
    [InlineData("[Network]", 1, 1, 1, 1)]
    [InlineData("[Layer(2, 0)] [Layer(3, 2)]", 2, 2, 3 * 3 + 4 * 2, 10)] // as many outputs as the next layer takes
    [InlineData("[Layer(2, 3)] [Layer(3, 0)]", 2, 1, 1, 1)]
    [InlineData("[Layer(2, 3, Bias = false)] [Layer(4, 2)]", 2, 2, 2 * 3 + 5 * 2, 10)]
    [InlineData("[Layer(2, 3)] partial class Net; [Layer(3, 2)]", 1, 1, 1, 1)] // in which order?
    public void Sizes_are_right_where_they_can_be_known_and_one_elsewhere(string attributes, int input, int output, int parameters, int trace)
    {
        GeneratorRun run = GeneratorHarness.Run($"{Markup.Usings}{attributes} partial class Net;");

        string text = run.Outlines["Net.g.cs"];
        Assert.Equal(
            [$"InputSize = {input};", $"OutputSize = {output};", $"ParameterCount = {parameters};", $"TraceSize = {trace};"],
            text.Split('\n').Where(line => line.Contains("const int ", StringComparison.Ordinal)).Select(line => line.Split("int ")[1]));
    }

    [Theory]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 1, Bias = false)]")]
    [InlineData("[Layer(2, 3, Elu)] [Layer(3, 2)] [Loss(Huber)] [Network(Precision = Precision.Double)]")]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 2)] [Loss(CrossEntropy)]")]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 2)] [Network(Backward = false)]")]
    public void The_signatures_are_those_of_the_whole_network(string attributes)
    {
        foreach (string modifier in (string[])["", "static "])
        {
            GeneratorRun whole = GeneratorHarness.Run($"{Markup.Usings}{attributes} {modifier}partial class Net;");
            GeneratorRun broken = GeneratorHarness.Run($"{Markup.Usings}{attributes.Replace("2, 3", "2, 4", StringComparison.Ordinal)} {modifier}partial class Net;");

            Assert.NotEmpty(whole.Sources);
            Assert.NotEmpty(broken.Outlines);
            Assert.Empty(Signatures(whole).Except(Signatures(broken)));
            Assert.Empty(Signatures(broken).Except(Signatures(whole)));
        }
    }

    [Fact]
    public void A_class_may_be_derived_from_a_broken_network()
    {
        GeneratorRun run = GeneratorHarness.Run($"{Markup.Usings}[Layer(0, 3)] partial class Base; [Layer(4, 1)] partial class Net : Base;");

        run.AssertCompilesSilently();
        Assert.Equal("Base.g.cs", run.Outlines.Keys.Single());
        Assert.Equal("Net.g.cs", Assert.Single(run.Networks));
    }

    [Theory]
    [InlineData("public Base(string name) { }", true)]
    [InlineData("public Base(string name) { } public Base(int seed) { } public Base(ReadOnlySpan<float> parameters) { }", false)]
    public void The_constructors_of_a_broken_base_class_count(string constructors, bool isUsable)
    {
        GeneratorRun run = GeneratorHarness.Run(
            $"{Markup.Usings}[Layer(0, 3)] partial class Base {{ {constructors} }} [Layer(4, 1)] partial class Net : Base;");

        Assert.Equal(isUsable, run.Sources.ContainsKey("Net.g.cs"));
        Assert.Equal(!isUsable, run.Errors.Any(error => error.Id == "MLP002"));
    }

    [Theory]
    [InlineData("public Net(string name) { }", 2)]
    [InlineData("public Net(string name) { } public Net(int seed) { }", 1)]
    [InlineData("public Net(int seed, string name) { } public Net(ReadOnlySpan<float> parameters) { }", 1)]
    public void A_constructor_of_the_users_own_takes_the_place_of_one(string constructors, int generated)
    {
        GeneratorRun run = GeneratorHarness.Run($"{Markup.Usings}[Layer(0, 3)] partial class Net {{ {constructors} }}");

        Assert.Equal(generated, run.Outlines["Net.g.cs"].Split("public Net(").Length - 1);
        run.AssertCompilesSilently();
    }

    [Fact]
    public void A_broken_frozen_network_has_neither_loss_nor_constructor()
    {
        GeneratorRun run = GeneratorHarness.Run($"{Markup.Usings}[Layer(0, 3)] [Layer(3, 2)] [Loss(Huber)] [Frozen(\"a.weights.json\")] partial class Net;");

        Assert.DoesNotContain("Loss", run.Outlines["Net.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("public Net(", run.Outlines["Net.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_error_suppressed_a_call_says_why_it_cannot_work()
    {
        GeneratorRun run = GeneratorHarness.Run($"#pragma warning disable MLP003, CS1591\n{Markup.Usings}[Layer(0, 1)] public partial class Net;");

        run.AssertCompilesSilently();
        Type net = run.Load().GetType("Net", throwOnError: true)!;
        Exception? thrown = Assert.ThrowsAny<Exception>(() => Activator.CreateInstance(net, 1)).InnerException;
        Assert.Equal("'Net' was not generated: its declaration has an error.", Assert.IsType<InvalidOperationException>(thrown).Message);
    }

    [Theory]
    [InlineData("[Layer(0, 1)] file partial class Net;")]
    [InlineData("[Layer(0, 1)] partial struct Net;")]
    [InlineData("[Layer(0, 1)] partial interface Net;")]
    [InlineData("[Layer(0, 1)] partial class ;")]
    [InlineData("partial class { [Layer(0, 1)] partial class Net; }")]
    [InlineData("namespace { [Layer(0, 1)] partial class Net; }")]
    [InlineData("file partial class Outer { [Layer(0, 1)] partial class Net; }")]
    public void Where_no_part_can_be_added_nothing_is_written(string declaration)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + declaration);

        Assert.Empty(run.Outlines);
        Assert.Empty(run.Sources);
    }

    [Theory]
    [InlineData("namespace @new { partial class Outer<T> { [Layer(2, 1)] partial class @class<@in>; } }")]
    [InlineData("partial interface IOuter<out T> { [Layer(0, 1)] partial class Net; }")]
    [InlineData("[Layer(2, 1)] partial record Net(int Size);")]
    [InlineData("[Layer(2, 1)] partial class W1 { int Parameters; void Forward(ReadOnlySpan<float> x, Span<float> y) { } }")]
    [InlineData("abstract class Base { public abstract int InputSize { get; } } [Layer(2, 1)] abstract partial class Net : Base;")]
    [InlineData("class Base(int x) { int Get() => x; } [Layer(2, 1)] partial class Net : Base { Net() : base(1) { } }")]
    public void The_signatures_compile_in_any_class(string declaration)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + declaration);

        Assert.NotEmpty(run.Outlines);
        Assert.Empty(run.InGeneratedCode);
    }

    /// <summary>The public members and the interfaces, as a user sees them; without the views, whose types an outline does not have.</summary>
    private static string[] Signatures(GeneratorRun run)
    {
        INamedTypeSymbol net = run.Output.GetTypeByMetadataName("Net")!;
        return
        [
            .. net.GetMembers()
                .Where(member => member.DeclaredAccessibility == Accessibility.Public && !member.IsImplicitlyDeclared && !member.IsOverride)
                .Where(member => member.Name is not ("ParameterView" or "TraceView" or "View" or "ViewTrace"))
                .Select(member => member.ToDisplayString(s_withNames))
                .Concat(net.AllInterfaces.Select(face => face.ToDisplayString()))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static readonly SymbolDisplayFormat s_withNames = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue);
}
