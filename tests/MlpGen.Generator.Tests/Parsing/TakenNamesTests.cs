using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Tests.Parsing;

/// <summary>A short name is used where it means the intended type, and nowhere else.</summary>
public class TakenNamesTests
{
    private const string Layer = "[Layer(1, 1)] partial class Net";

    [Theory]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net; }")]
    [InlineData("[Layer(1, 1)] partial class Net;")]
    [InlineData("namespace Demo { partial class Outer { [Layer(1, 1)] partial class Net { int Maths; class Spans; } } }")]
    [InlineData("namespace System { [Layer(1, 1)] partial class Net; }")]
    [InlineData("namespace MlpGen { [Layer(1, 1)] partial class Net; }")]
    [InlineData("namespace MlpGen.Numerics { [Layer(1, 1)] partial class Net; }")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net; namespace Inner { class Span; } } namespace Other { class Math; }")]
    [InlineData("namespace Demo.Inner { [Layer(1, 1)] partial class Net; } namespace Demo { class Math; } class Check;")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net : Base; class Base { private int Math; } }")]
    public void Nothing_is_taken_where_nothing_stands_in_the_way(string source) => Assert.Equal([], Taken(source));

    [Theory]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net { struct Span; } }", "Span")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net { class Span<T>; } }", "Span")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net : Base; class Base { protected int Math { get; } } }", "Math")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net : Middle; class Middle : Base; class Base { public class MathF; } }", "MathF")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net; class Relu; }", "Relu")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Relu; }", "Relu")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net; } namespace Demo.Math { class Sum; }", "Math")]
    [InlineData("namespace Demo { partial class Outer { void Check() { } [Layer(1, 1)] partial class Net; } }", "Check")]
    [InlineData("namespace Demo { partial class Outer : Base { [Layer(1, 1)] partial class Net; } class Base { internal static int Dense; } }", "Dense")]
    [InlineData("namespace Demo { partial interface IOuter : IBase { [Layer(1, 1)] partial class Net; } interface IBase { class Check; } }", "Check")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net { int Span, Math, Check; } class Activation; }", "Activation", "Check", "Math", "Span")]
    public void What_the_compiler_would_find_first_is_taken(string source, params string[] taken) => Assert.Equal(taken, Taken(source));

    [Theory]
    [InlineData("global using Span = System.Int32;", "Span")]
    [InlineData("global using Span = System.Span<int>;", "Span")]
    [InlineData("global using Math = System.Math;")]
    [InlineData("global using System; global using MlpGen; global using MlpGen.Numerics;")]
    [InlineData("global using Other; namespace Other { public class Check; }", "Check")]
    [InlineData("global using static Other.Functions; namespace Other { public static class Functions { public static int Math; } }", "Math")]
    [InlineData("class Math;", "Math")]
    [InlineData("namespace Math { class Sum; }", "Math")]
    public void In_the_global_namespace_global_usings_and_types_count_too(string source, params string[] taken) =>
        Assert.Equal(taken, Taken(Layer + ";", source));

    [Theory]
    [InlineData("global using Span = System.Int32;")]
    [InlineData("class Math;")]
    public void Elsewhere_they_do_not(string source) => Assert.Equal([], Taken("namespace Demo;" + Layer + ";", source));

    [Fact]
    public void What_the_file_of_the_class_uses_for_itself_does_not_count() =>
        Assert.Equal([], Taken("using Other; using Span = System.Int32; using static MlpGen.Activation;" + Layer + ";", "namespace Other { class Math; }"));

    [Fact]
    public void A_name_that_the_project_adds_to_a_used_namespace_would_be_ambiguous() =>
        Assert.Equal(["Span"], Taken("namespace Demo { [Layer(1, 1)] partial class Net; } namespace MlpGen { class Span; }"));

    [Fact]
    public void A_type_of_a_library_counts_if_it_is_visible()
    {
        MetadataReference library = GeneratorHarness.Compile(["namespace Demo { public class Math; internal class Span; }"])
            .WithAssemblyName("Library").ToMetadataReference();

        GeneratorRun run = GeneratorHarness.Run(
            Markup.Usings + "namespace Demo { [Layer(1, 1)] partial class Net; }", new HarnessOptions { References = [library] });

        Assert.Equal(["Math"], Assert.Single(run.Specs).Compilation.TakenNames);
    }

    [Fact]
    public void The_list_is_in_ordinal_order_and_holds_no_name_twice()
    {
        Assert.Equal(ShortNames.All.Order(StringComparer.Ordinal), ShortNames.All);
        Assert.Equal(ShortNames.All.Distinct(), ShortNames.All);
    }

    private static EquatableArray<string> Taken(string source, string? other = null)
    {
        string usings = source.StartsWith("using", StringComparison.Ordinal) ? "using MlpGen;" : Markup.Usings;
        GeneratorRun run = GeneratorHarness.Run(other is null ? [usings + source] : [usings + source, other]);
        return Assert.Single(run.Specs).Compilation.TakenNames;
    }
}
