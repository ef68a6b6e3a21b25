using System.Reflection;
using static MlpGen.Generator.Tests.Frozen.Weights;

namespace MlpGen.Generator.Tests.Frozen;

/// <summary>What a frozen class has, and what it leaves to the user.</summary>
public class FrozenMembersTests
{
    private static readonly string[] s_members =
        ["Forward", "ForwardBatch", "ForwardTrace", "InputSize", "OutputSize", "ParameterCount", "ParameterView", "TraceSize", "TraceView", "View", "ViewTrace"];

    [Theory]
    [InlineData("public partial class", "")]
    [InlineData("public static partial class", "")]
    [InlineData("public partial class", "[Network(Unroll = Unroll.None)]")]
    [InlineData("public partial class", "[Network(Unroll = Unroll.None, Precision = Precision.Double)]")]
    public void A_frozen_class_has_constants_views_and_the_forward_pass(string kind, string options)
    {
        GeneratorRun run = GeneratorHarness.Run(Source(kind, options), File(Xor));
        run.AssertCompilesSilently();
        Type net = run.Load().GetType("Demo.Net", throwOnError: true)!;

        Assert.Equal(s_members, net.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Empty(net.GetInterfaces());
        Assert.Empty(net.GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance));
        Assert.Null(net.TypeInitializer);
    }

    [Fact]
    public void Constructors_are_the_users_own()
    {
        GeneratorRun run = GeneratorHarness.Run(
            Source("public partial class", "").Replace("Net;", "Net { /** <summary/> */ public Net(int seed) { } }", StringComparison.Ordinal), File(Xor));
        run.AssertCompilesSilently();
    }

    [Fact]
    public void A_member_that_is_generated_is_not_the_users_to_declare()
    {
        Markup.Verify(XorLayers + "[Frozen(\"xor.weights.json\")] partial class Net { void {|MLP009:Forward|}(ReadOnlySpan<float> x, Span<float> y) { } }", File(Xor));
        Markup.Verify(XorLayers + "[Frozen(\"xor.weights.json\")] partial class Net { void Forward(ReadOnlySpan<float> p, ReadOnlySpan<float> x, Span<float> y) { } int W1; int Layers; }", File(Xor));
    }

    [Fact]
    public void Large_weights_have_a_file_of_their_own_and_tiny_ones_are_literals()
    {
        Assert.DoesNotContain("Demo.Net.Weights.g.cs", GeneratorHarness.Run(Source("partial class", ""), File(Xor)).Sources.Keys);

        IReadOnlyDictionary<string, string> layered = GeneratorHarness.Run(Source("partial class", "[Network(Unroll = Unroll.None)]"), File(Xor)).Sources;
        Assert.Equal(["Demo.Net.Members.g.cs", "Demo.Net.Weights.g.cs", "Demo.Net.g.cs"], layered.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("1f, 1f,\n", layered["Demo.Net.Weights.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain(layered, file => file.Key != "Demo.Net.Weights.g.cs" && file.Value.Contains("1f, 1f,\n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_weight_of_zero_vanishes_even_under_infinity()
    {
        string text = Xor.Replace("[[1, 1], [1, 1]]", "[[0, 1], [1, 0]]", StringComparison.Ordinal);
        text = text[..text.IndexOf(",\n  \"golden\"", StringComparison.Ordinal)] + "}";
        GeneratorRun run = GeneratorHarness.Run(Source("public partial class", "[Network(Unroll = Unroll.Full)]"), File(text));
        Assert.Contains("float z1_0 = x_1;\n", run.Source, StringComparison.Ordinal);
        Assert.Contains("float z1_1 = x_0 + -1f;\n", run.Source, StringComparison.Ordinal);

        Type net = run.Load().GetType("Demo.Net", throwOnError: true)!;
        float[] y = new float[1];
        net.GetMethod("Forward")!.CreateDelegate<FrozenPass<float>>()([float.NegativeInfinity, 3], y);
        Assert.Equal(3, y[0]); // relu(3) − 2·relu(−∞): without the rule, 0·∞ would make it NaN
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        // Optimized, as in Release: where the JIT does not optimize, each view of constant data takes a handle of 72 bytes.
        HarnessOptions optimized = File(Xor) with { Optimize = true };
        foreach (string options in (string[])["", "[Network(Unroll = Unroll.None)]"])
        {
            Type net = GeneratorHarness.Run(Source("public partial class", options), optimized).Load().GetType("Demo.Net", throwOnError: true)!;
            var forward = net.GetMethod("Forward")!.CreateDelegate<FrozenPass<float>>();
            float[] x = [0, 1], y = new float[1];
            Assert.Equal(0, MlpGen.Tests.Allocation.Of(() => forward(x, y)));
        }
    }

    [Fact]
    public void Wrong_lengths_and_overlaps_are_refused()
    {
        Type net = GeneratorHarness.Run(Source("public partial class", "[Network(Unroll = Unroll.None)]"), File(Xor)).Load().GetType("Demo.Net", throwOnError: true)!;
        var batch = net.GetMethod("ForwardBatch")!.CreateDelegate<FrozenPass<float>>();
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => batch(new float[3], new float[1])).ParamName);
        Assert.Equal("outputs", Assert.Throws<ArgumentException>(() => batch(new float[4], new float[1])).ParamName);
        float[] shared = new float[4];
        Assert.Equal("outputs", Assert.Throws<ArgumentException>(() => batch(shared, shared.AsSpan(0, 2))).ParamName);
    }

    private static string Source(string kind, string options) =>
        $"{Markup.Usings}namespace Demo;\n/** <summary/> */ {XorLayers}[Frozen(\"xor.weights.json\")] {options} {kind} Net;";
}

/// <summary>A pass of a frozen network.</summary>
internal delegate void FrozenPass<T>(ReadOnlySpan<T> input, Span<T> output);
