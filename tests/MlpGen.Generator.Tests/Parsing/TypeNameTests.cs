using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Tests.Parsing;

/// <summary>Any name around a network compiles, and every network has a file of its own.</summary>
public class TypeNameTests
{
    [Theory]
    [InlineData("[Layer(1, 1)] partial class Net;", "", "Net", "Net.g.cs")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net; }", "Demo", "Net", "Demo.Net.g.cs")]
    [InlineData("namespace A.B { namespace C { [Layer(1, 1)] partial class Net; } }", "A.B.C", "Net", "A.B.C.Net.g.cs")]
    [InlineData("namespace @namespace.@int { [Layer(1, 1)] partial class @class; }", "@namespace.@int", "@class", "namespace.int.class.g.cs")]
    [InlineData("[Layer(1, 1)] partial class @record;", "", "@record", "record.g.cs")]
    [InlineData("namespace Ñandú { [Layer(1, 1)] partial class Сеть; }", "Ñandú", "Сеть", "-d1-and-fa-.-421--435--442--44c-.g.cs")]
    [InlineData("[Layer(1, 1)] partial class N\\u0065t;", "", "Net", "Net.g.cs")]
    [InlineData("[Layer(1, 1)] partial class AZ_az09;", "", "AZ_az09", "AZ_az09.g.cs")]
    [InlineData("namespace System { [Layer(1, 1)] partial class Math1; }", "System", "Math1", "System.Math1.g.cs")]
    public void Names_of_namespaces_and_classes(string source, string space, string name, string hint)
    {
        TypeSpec type = Parse(source).Type;

        Assert.Equal((space, name, hint), (type.Namespace, type.Name, type.HintName));
    }

    [Fact]
    public void The_types_around_a_network_keep_their_kinds()
    {
        TypeSpec type = Parse(
            """
            namespace Demo;
            public static partial class A { public partial struct B { public partial record C { public partial record struct D {
                public partial interface E { public readonly ref partial struct @class { public sealed partial record class G {
                    [Layer(1, 1)] partial class Net; } } } } } } }
            """).Type;

        Assert.Equal(
            ["partial class A", "partial struct B", "partial record C", "partial record struct D", "partial interface E", "partial struct @class", "partial record G"],
            type.Containers);
        Assert.Equal("Demo.A.B.C.D.E.class.G.Net.g.cs", type.HintName);
    }

    [Theory]
    [InlineData("[Layer(1, 1)] partial class Net; [Layer(1, 1)] partial class @net; [Layer(1, 1)] partial class NET;")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net; } namespace demo { [Layer(1, 1)] partial class Net; }")]
    [InlineData("namespace A { [Layer(1, 1)] partial class Net; } namespace B { [Layer(1, 1)] partial class Net; }")]
    [InlineData("partial class Outer { [Layer(1, 1)] public partial class Net; } partial class OUTER { [Layer(1, 1)] public partial class Net; }")]
    [InlineData("[Layer(1, 1)] partial class É; [Layer(1, 1)] partial class é;")]
    [InlineData("partial class Outer { [Layer(1, 1)] public partial class Net; [Layer(1, 1)] public partial class NET; }")]
    [InlineData("namespace A.B { [Layer(1, 1)] partial class Net; } partial class A_B { [Layer(1, 1)] public partial class Net; }")]
    public void Networks_of_similar_names_have_files_of_their_own_and_compile(string source)
    {
        GeneratorRun run = Run(source);

        run.AssertCompilesSilently();
        Assert.Equal(run.Specs.Count, run.Networks.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(run.Sources.Count, run.Sources.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.True(run.Specs.Count >= 2);
    }

    [Theory]
    [InlineData("partial struct A { [Layer(1, 1)] partial class Net; } partial class A { [Layer(1, 1)] partial class Net; }")]
    [InlineData("namespace A { [Layer(1, 1)] partial class Net; } partial class A { [Layer(1, 1)] partial class Net; }")]
    [InlineData("[Layer(1, 1)] class Net; [Layer(1, 1)] class Net;")]
    [InlineData("[Layer(1, 1)] partial class Net; [Layer(1, 1)] partial struct Net;")]
    public void A_name_declared_twice_does_not_stop_the_generator(string source) =>
        Assert.NotEmpty(Run(source).CompilerDiagnostics);

    [Theory]
    [InlineData("[Layer(1, 1)] partial class Net;")]
    [InlineData("namespace System { [Layer(1, 1, Relu), Loss(Huber)] partial class TinyNet; }")]
    [InlineData("namespace MlpGen { [Layer(1, 1, Relu), Loss(Huber)] partial class TinyNet; }")]
    [InlineData("namespace Demo.System { [Layer(1, 1, Gelu), Loss(Huber)] partial class Math; }")]
    [InlineData("namespace Demo.MlpGen.Math { [Layer(1, 1, Gelu), Loss(Huber)] partial class Numerics; }")]
    [InlineData("namespace @namespace { partial struct @struct { [Layer(1, 1, Gelu), Loss(Huber)] partial class @class; } }")]
    [InlineData("partial interface Outer { [Layer(1, 1)] sealed partial class Net; }")]
    [InlineData("static partial class Outer { [Layer(1, 1)] static partial class Net; }")]
    [InlineData("partial record Outer(int X) { [Layer(1, 1)] abstract partial class Net; }")]
    [InlineData("partial record struct Outer { [Layer(1, 1)] private protected partial class Net; }", false)]
    [InlineData("[Layer(1, 1)] partial class Сеть;")]
    [InlineData("[Layer(1, 1)] partial class @file;")]
    [InlineData("[Layer(1, 1)] partial class @net;")]
    public void What_is_generated_compiles_without_a_word(string source, bool isLegal = true)
    {
        GeneratorRun run = Run(source);

        if (isLegal)
        {
            run.AssertCompilesSilently();
        }

        Assert.NotEmpty(run.Sources);
    }

    [Fact]
    public void What_is_generated_compiles_in_every_kind_of_project()
    {
        foreach (LanguageVersion language in (LanguageVersion[])[LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview])
        {
            foreach (Microsoft.CodeAnalysis.NullableContextOptions nullable in Enum.GetValues<Microsoft.CodeAnalysis.NullableContextOptions>())
            {
                var options = new HarnessOptions { Language = language, Nullable = nullable, Checked = true, AllowUnsafe = language == LanguageVersion.CSharp12 };
                GeneratorHarness.Run(Markup.Usings + "[Layer(20, 30, Elu), Layer(30, 4), Loss(CrossEntropy)] internal partial class Net;", options)
                    .AssertCompilesSilently();
            }
        }
    }

    private static GeneratorRun Run(string source) => GeneratorHarness.Run(Markup.Usings + source);

    private static NetworkSpec Parse(string source) => Assert.Single(Run(source).Specs);
}
