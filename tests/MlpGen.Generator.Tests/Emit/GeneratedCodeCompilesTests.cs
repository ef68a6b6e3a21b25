using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Tests;

namespace MlpGen.Generator.Tests.Emit;

/// <summary>Generated code compiles without a word from the compiler, whatever stands around it.</summary>
public class GeneratedCodeCompilesTests
{
    /// <summary>All, where it is asked for: each takes seconds. Else the oldest language and those where the text is read otherwise.</summary>
    public static TheoryData<string> Projects => new(Thorough.IsOn ? s_projects.Keys : ["C# 12", "checked arithmetic", "nullable disabled"]);

    public static TheoryData<string> Shapes => new(s_shapes.Keys);

    /// <summary>The user's own files need no documentation, nor capital letters; the generated ones do.</summary>
    private const string Undocumented = "#pragma warning disable CS1591, CS8981\n" + Markup.Usings;

    /// <summary>Projects that differ from an ordinary one in one way each.</summary>
    private static readonly Dictionary<string, HarnessOptions> s_projects = new()
    {
        ["latest C#"] = new(),
        ["C# 12"] = new() { Language = LanguageVersion.CSharp12 },
        ["C# 13"] = new() { Language = LanguageVersion.CSharp13 },
        ["preview C#"] = new() { Language = LanguageVersion.Preview },
        ["checked arithmetic"] = new() { Checked = true },
        ["nullable disabled"] = new() { Nullable = NullableContextOptions.Disable },
        ["nullable warnings only"] = new() { Nullable = NullableContextOptions.Warnings },
        ["unsafe code allowed"] = new() { AllowUnsafe = true },
        ["optimized"] = new() { Optimize = true },
    };

    /// <summary>Classes that a generator might trip over.</summary>
    private static readonly Dictionary<string, string> s_shapes = new()
    {
        ["plain"] = "[Layer(2, 3, Relu)] [Layer(3, 2)] public partial class Net;",
        ["sealed"] = "[Layer(2, 3, Relu)] [Layer(3, 2)] public sealed partial class Net;",
        ["abstract"] = "[Layer(2, 3, Relu)] [Layer(3, 2)] public abstract partial class Net;",
        ["static"] = "[Layer(2, 3, Relu)] [Layer(3, 2)] [Loss(CrossEntropy)] public static partial class Net;",
        ["inference only"] = "[Layer(2, 3, Relu)] [Layer(3, 2)] [Network(Backward = false)] public partial class Net;",
        ["classifier"] = "[Layer(2, 3, Relu)] [Layer(3, 2, Softmax)] [Loss(CrossEntropy)] public partial class Net;",
        ["reproducible"] = "[Layer(2, 3, Elu)] [Layer(3, 2, Softmax)] [Loss(CrossEntropy)] [Network(Reproducible = true)] public partial class Net;",
        ["reproducible with layers in a namespace of names that are taken"] =
            "namespace Demo.System { class Unfused; class InOrder; class Log; [Layer(9, 30, Gelu, Dropout = 0.5)] [Layer(30, 1)] [Loss(Huber)] "
            + "[Network(Reproducible = true, Precision = Precision.Double)] public partial class Net; "
            + "[Layer(2, 3, Gelu)] [Layer(3, 2)] [Loss(CrossEntropy)] [Network(Reproducible = true)] public partial class Tiny; }",
        ["without bias"] = "[Layer(2, 3, Tanh, Bias = false)] [Layer(3, 2, Bias = false)] [Loss(Huber)] public partial class Net;",
        ["one number"] = "[Layer(1, 1)] [Loss(MeanSquaredError)] public partial class Net;",
        ["in a static class"] = "static partial class Outer { [Layer(2, 1)] private partial class Net; }",
        ["in a struct in a record"] = "partial record Outer { partial struct Middle { [Layer(2, 1)] internal partial class Net; } }",
        ["in an interface"] = "partial interface IOuter { [Layer(2, 1)] partial class Net; }",
        ["keyword"] = "namespace @namespace.@class { [Layer(2, 1)] public partial class @new; }",
        ["unicode"] = "namespace Größe.数 { [Layer(2, 1, Tanh)] [Loss(MeanSquaredError)] public partial class Δίκτυο; }",
        ["namespace System"] = "namespace Demo.System { [Layer(2, 3, Relu)] [Layer(3, 1)] [Loss(Huber)] public partial class Net; }",
        ["namespace Math"] = "namespace Demo.Math { [Layer(2, 3, Softplus)] [Layer(3, 1)] [Loss(BinaryCrossEntropy)] public partial class Net; }",
        ["namespace MlpGen"] = "namespace Demo.MlpGen { [Layer(2, 3, Gelu)] [Layer(3, 1)] [Loss(Huber)] public partial class Net; }",
        ["class System"] = "namespace Demo { [Layer(2, 3, Relu)] [Layer(3, 1)] [Loss(MlpGen.LossFunction.Huber)] public partial class System; }",
        ["nested types of known names"] =
            "[Layer(2, 3, Elu)] [Layer(3, 2, Softmax)] [Loss(CrossEntropy)] public partial class Net "
            + "{ class System; class MlpGen; class Span; class ReadOnlySpan; class Math; class MathF; class Numerics; }",
        ["types named as contextual keywords and aliases"] =
            "namespace Words { "
            + string.Concat("nint nuint dynamic _ field value scoped record partial file required managed notnull and or not with when where alias async "
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => $"public class @{word}; "))
            + "[Layer(2, 3, Relu)] [Layer(3, 2, Softmax)] [Loss(CrossEntropy)] public partial class Tiny; "
            + "[Layer(40, 30, Gelu)] [Layer(30, 2)] [Loss(Huber)] public partial class Layered; "
            + "[Layer(40, 3, Elu)] [Layer(3, 2)] [Loss(BinaryCrossEntropy)] public partial class Columns; }",
        ["base of its own"] = "public class Base { public int Rank; } [Layer(2, 1)] public partial class Net : Base;",
        ["base that hides"] =
            "public class Base { public int W1; public void Forward(ReadOnlySpan<float> input, Span<float> output) { } public const int InputSize = 3; "
            + "protected float relu(float z) => z; } [Layer(2, 3, Relu)] [Layer(3, 1)] public partial class Net : Base;",
        ["base that overloads"] =
            "public class Base { public void Forward(int x) { } public static void Initialize() { } } [Layer(2, 1)] public partial class Net : Base;",
        ["base that is a network"] =
            "[Layer(2, 3, Relu)] [Layer(3, 1)] [Loss(Huber)] public partial class Base; [Layer(2, 1)] public partial class Net : Base;",
        ["interfaces of its own"] = "[Layer(2, 1)] public partial class Net : IDisposable { public void Dispose() { } }",
        ["constructor of its own"] = "[Layer(2, 1)] public partial class Net { public Net(string name) : this(name.Length) { } }",
        ["overloads of its own"] =
            "[Layer(2, 1, Relu)] public partial class Net { public static float Forward(float x) => x; static double relu(double z) => z; }",
        ["same name in two namespaces"] =
            "namespace A { [Layer(2, 1)] public partial class Net; } namespace B { [Layer(3, 1)] public partial class Net; }",
        ["names that differ in case"] = "[Layer(2, 1)] public partial class Net; [Layer(3, 1)] public partial class NET;",
        ["unrolled beyond reason"] = "[Layer(20, 15, Relu)] [Layer(15, 10, Softmax)] [Loss(CrossEntropy)] [Network(Unroll = Unroll.Full)] public partial class Net;",
        ["too deep for a trace"] =
            "[Layer(1, 4096, Relu)] [Layer(4096, 1)] [Layer(1, 4096, Sigmoid)] [Layer(4096, 1)] [Layer(1, 4096, Gelu)] [Layer(4096, 4, Softmax)] "
            + "[Loss(CrossEntropy)] [Network(Precision = Precision.Double)] public partial class Net;",
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_of_class_compiles_in_silence(string shape)
    {
        GeneratorRun run = GeneratorHarness.Run(Undocumented + s_shapes[shape]);

        Assert.Empty(run.Errors);
        Assert.NotEmpty(run.Sources);
        Assert.Empty(run.CompilerDiagnostics);
        run.Load();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_kind_of_project_compiles_in_silence(string project)
    {
        string source = Undocumented + string.Join("\n", s_shapes.Values.Select((shape, i) => Inside($"Shape{i}", shape)));

        GeneratorRun run = GeneratorHarness.Run(source, s_projects[project]);

        Assert.Empty(run.Errors);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Theory]
    [InlineData("[Layer(2, 1)] public abstract partial class Net; class Derived() : Net(seed: 1);")]
    [InlineData("[Layer(2, 1)] public abstract partial class Net; [Layer(3, 1)] partial class Derived : Net;")]
    [InlineData("[Layer(0, 1)] public abstract partial class Net; class Derived() : Net(seed: 1);")] // signatures only
    public void The_constructors_of_an_abstract_class_are_for_derived_ones(string source)
    {
        GeneratorRun run = GeneratorHarness.Run(Undocumented + source);

        Assert.Empty(run.CompilerDiagnostics);
        INamedTypeSymbol net = run.Output.GetTypeByMetadataName("Net")!;
        Assert.Equal([Accessibility.Protected, Accessibility.Protected], net.InstanceConstructors.Select(own => own.DeclaredAccessibility));
    }

    [Fact]
    public void Every_activation_and_every_loss_compiles_in_both_precisions_and_all_ways_of_unrolling()
    {
        GeneratorRun run = GeneratorHarness.Run(ZooSource.Text, new HarnessOptions { Language = LanguageVersion.CSharp12, Checked = true });

        Assert.Empty(run.Errors);
        Assert.Equal(ZooSource.Count, run.Networks.Count);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void The_text_is_the_same_bytes_on_every_run_and_in_every_culture()
    {
        var hostile = (CultureInfo)CultureInfo.GetCultureInfo("sv-SE").Clone();
        hostile.NumberFormat.NegativeSign = "\u2212";
        hostile.NumberFormat.NumberDecimalSeparator = ",";
        hostile.NumberFormat.NumberGroupSeparator = "\u00A0";

        IReadOnlyDictionary<string, string> first = GeneratorHarness.Run(ZooSource.Text).Sources;
        IReadOnlyDictionary<string, string> second = GeneratorHarness.Run(ZooSource.Text, new HarnessOptions { Culture = hostile }).Sources;

        Assert.Equal(first, second);
        Assert.DoesNotContain(first.Values, text => text.Contains('\r'));
    }

    private static string Inside(string name, string shape) => $"namespace {name} {{ {shape} }}";
}
