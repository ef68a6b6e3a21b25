namespace MlpGen.Generator.Tests.Diagnostics;

/// <summary>MLP001 and MLP002: types that no part can be added to.</summary>
public class TypeDiagnosticsTests
{
    [Fact]
    public void MLP001_of_a_type_around_is_reported_beside_MLP002() =>
        Markup.Verify("class {|MLP001:Outer|} { [Layer(2, 1)] partial record {|MLP002:Net|}; }");

    [Fact]
    public void MLP001_a_class_that_is_not_partial() =>
        Markup.Verify(
            "[Layer(1, 1)]\npublic sealed class {|MLP001:Net|};",
            "'Net' is not partial, so nothing can be added to it; write 'partial class Net'");

    [Fact]
    public void MLP001_each_type_around_it_that_is_not_partial() =>
        Markup.Verify(
            "partial class A { record struct {|MLP001:B|} { partial interface C { [Layer(1, 1)] class {|MLP001:Net|}; } } }",
            "'B' contains the network 'Net' and is not partial; write 'partial record struct B'",
            "'Net' is not partial, so nothing can be added to it; write 'partial class Net'");

    [Fact]
    public void A_part_without_the_word_partial_is_left_to_the_compiler()
    {
        GeneratorRun run = Markup.Verify("[Layer(1, 1)] partial class Net; class Net;");

        Assert.Contains(run.CompilerDiagnostics, diagnostic => diagnostic.Id == "CS0260");
    }

    [Theory]
    [InlineData("[Layer(1, 1)] partial struct {|MLP002:Net|};", "'Net' is a struct; a network must be a class: write 'partial class Net'")]
    [InlineData("[Layer(1, 1)] struct {|MLP002:Net|};", null)]
    [InlineData("[Layer(1, 1)] partial record {|MLP002:Net|}(int X);", "'Net' is a record; a network must be a class: write 'partial class Net'")]
    [InlineData("[Layer(1, 1)] partial record struct {|MLP002:Net|};", "'Net' is a record struct; a network must be a class: write 'partial class Net'")]
    [InlineData("[Layer(1, 1)] partial interface {|MLP002:Net|};", "'Net' is an interface; a network must be a class: write 'partial class Net'")]
    [InlineData("[Layer(1, 1)] partial class Net{|MLP002:<T>|};", "'Net' is generic; a network must not be: remove its type parameters")]
    [InlineData("partial class Outer{|MLP002:<T, U>|} { [Layer(1, 1)] partial class Net; }", "'Outer' is generic, and contains the network 'Net'; move 'Net' out of it")]
    [InlineData("[Layer(1, 1)] {|MLP002:file|} partial class Net;", "'Net' is local to its file, and generated code stands in another; remove 'file'")]
    [InlineData("{|MLP002:file|} partial class Outer { [Layer(1, 1)] internal partial class Net; }", "'Outer' is local to its file, and generated code stands in another; remove 'file'")]
    [InlineData("[Layer(1, 1)] partial class Net{|MLP002:(int size)|} { public int Size => size; }", "'Net' has a primary constructor, which the generated constructors could not call; write an ordinary constructor")]
    [InlineData("[Layer(1, 1)] partial class Net; partial class Net{|MLP002:()|};", null)]
    public void MLP002_a_type_of_another_kind(string source, string? message) => Markup.Verify(source, message is null ? [] : [message]);

    [Theory]
    [InlineData("class Base { public Base(int x) { } }")]
    [InlineData("class Base { private Base() { } }")]
    [InlineData("class Base(string name) { public string Name => name; }")]
    [InlineData("class Base { public Base(int x = 0) { } public Base(string s = \"\") { } }")]
    [InlineData("class Base { [Obsolete(\"\", true)] public Base() { } }")]
    public void MLP002_a_base_without_a_usable_constructor(string baseClass) =>
        Markup.Verify(
            baseClass + " [Layer(1, 1)] partial class {|MLP002:Net|} : Base;",
            "The generated constructors of 'Net' call base(), and 'Base' has no constructor for that; give it a protected one without parameters");

    [Theory]
    [InlineData("class Base { }")]
    [InlineData("abstract class Base { protected Base() { } }")]
    [InlineData("class Base { protected Base(int x = 0, params string[] more) { } }")]
    [InlineData("class Base { internal Base() { } public Base(int x) { } }")]
    [InlineData("class Base<T> { }", "Base<int>")]
    [InlineData("interface Base { }")]
    [InlineData("[Layer(2, 2)] partial class Base;")]
    [InlineData("[Layer(2, 2)] partial class Base { public Base(string name) { } }")]
    public void A_base_with_a_usable_constructor_is_legal(string baseClass, string name = "Base") =>
        Assert.Contains("Net.g.cs", Markup.Verify($"{baseClass} [Layer(1, 1)] partial class Net : {name};").Sources.Keys);

    [Fact]
    public void A_private_constructor_of_the_class_around_it_is_usable() =>
        Markup.Verify("partial class Base { private Base() { } [Layer(1, 1)] partial class Net : Base; }");

    [Fact]
    public void An_unknown_base_is_left_to_the_compiler() => Markup.Verify("[Layer(1, 1)] partial class Net : Bas;");

    [Theory]
    [InlineData("sealed")]
    [InlineData("abstract")]
    [InlineData("static")]
    [InlineData("public")]
    [InlineData("internal unsafe")]
    public void Any_modifier_is_legal(string modifiers) => Markup.Verify($"[Layer(1, 1)] {modifiers} partial class Net;");
}
