namespace MlpGen.Generator.Tests.Diagnostics;

/// <summary>MLP009: names that generated members need.</summary>
public class NameDiagnosticsTests
{
    [Theory]
    [InlineData("void {|MLP009:Forward|}(ReadOnlySpan<float> input, Span<float> output) { }")]
    [InlineData("static void {|MLP009:Forward|}(ReadOnlySpan<float> p, ReadOnlySpan<float> x, Span<float> y) { }")]
    [InlineData("void {|MLP009:Initialize|}(int value) { }")]
    [InlineData("int {|MLP009:Forward|};")]
    [InlineData("int {|MLP009:Forward|} => 1;")]
    [InlineData("event Action {|MLP009:Forward|} { add { } remove { } }")]
    [InlineData("event Action? {|MLP009:Forward|};")]
    [InlineData("class {|MLP009:Forward|} { }")]
    [InlineData("enum {|MLP009:Layers|} { }")]
    [InlineData("void {|MLP009:InputSize|}() { }")]
    [InlineData("void {|MLP009:W2|}<T>() { }")]
    [InlineData("public float[] {|MLP009:B1|} = [];")]
    [InlineData("object {|MLP009:_parameters|} = 1;")]
    [InlineData("Span<float> {|MLP009:get_W1|}() => default;")]
    [InlineData("public Net({|MLP009:int|} x) { }", false)]
    public void MLP009_a_member_with_a_generated_name(string member, bool isMarked = true)
    {
        string source = isMarked ? member : "public {|MLP009:Net|}(int x) { }";
        Markup.Verify($$"""[Layer(2, 3, Tanh)] [Layer(3, 1)] partial class Net { {{source}} }""");
    }

    [Theory]
    [InlineData("void Forward(float[] input) { }")]
    [InlineData("void Forward(ReadOnlySpan<double> input, Span<double> output) { }")]
    [InlineData("void Forward<T>(ReadOnlySpan<float> input, Span<float> output) { }")]
    [InlineData("void Forward(ref ReadOnlySpan<float> input, Span<float> output) { }")]
    [InlineData("int W3;")]
    [InlineData("static float tanh(float x) => x;")]
    [InlineData("static System.Runtime.Intrinsics.Vector256<float> load(ref float at, int offset) => default;")]
    [InlineData("static float addProduct(float a, float b, float c) => a;")]
    [InlineData("void Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) { }")]
    [InlineData("int forward;")]
    [InlineData("public Net() { }")]
    [InlineData("public Net(ReadOnlySpan<double> p) { }")]
    [InlineData("int get_InputSize() => 1;")]
    public void Other_overloads_and_names_are_free(string member) =>
        Markup.Verify($$"""[Layer(2, 3, Tanh)] [Layer(3, 1)] partial class Net { {{member}} }""");

    [Fact]
    public void The_precision_decides_which_overload_is_taken() =>
        Markup.Verify(
            """
            [Layer(2, 3)] [Network(Precision = Precision.Double)] partial class Net
            {
                void Forward(ReadOnlySpan<float> input, Span<float> output) { }
                void {|MLP009:ForwardTrace|}(ReadOnlySpan<double> input, Span<double> trace) { }
                {|MLP009:Net|}(ReadOnlySpan<double> parameters) { }
            }
            """,
            "'ForwardTrace(ReadOnlySpan<double>,Span<double>)' is generated for the network 'Net', so the name is taken; rename this member",
            "The constructor 'Net(ReadOnlySpan<double>)' is generated; give this one other parameters");

    [Fact]
    public void A_member_in_another_file_is_found_there() =>
        Markup.Verify(["[Layer(2, 3)] partial class Net;", "partial class Net\n{\n    int {|MLP009:OutputSize|};\n}"], new HarnessOptions());

    [Fact]
    public void Labels_are_overloads_of_a_cross_entropy_alone()
    {
        const string Member = "static float {0}(ReadOnlySpan<float> p, ReadOnlySpan<float> x, ReadOnlySpan<int> labels) => 0;";
        Markup.Verify("[Layer(2, 3)] [Loss(CrossEntropy)] partial class Net { " + Member.Replace("{0}", "{|MLP009:Loss|}", StringComparison.Ordinal) + " }");
        Markup.Verify("[Layer(2, 3)] [Loss(MeanSquaredError)] partial class Net { " + Member.Replace("{0}", "Loss", StringComparison.Ordinal) + " }");
    }

    [Theory]
    [InlineData("[Layer(1, 1)] partial class {|MLP009:Forward|};")]
    [InlineData("[Layer(1, 1)] partial class {|MLP009:W1|};")]
    [InlineData("[Layer(1, 1, Activation.Tanh)] partial class @tanh;")]
    [InlineData("[Layer(1, 1)] partial class {|MLP009:Vectors|};")]
    [InlineData("[Layer(1, 1, Activation.Tanh)] partial class Tanh;")]
    [InlineData("[Layer(1, 1)] partial class W2;")]
    [InlineData("[Layer(1, 1)] static partial class Parameters;")]
    [InlineData("[Layer(1, 1)] [Network(Backward = false)] partial class Backward;")]
    public void MLP009_a_class_named_as_one_of_its_members(string source) => Markup.Verify(source);

    [Theory]
    [InlineData("abstract class Base { protected abstract int InputSize { get; } }", true)]
    [InlineData("abstract class Base { public abstract void Initialize(int seed); }", true)]
    [InlineData("abstract class Base { public abstract void Initialize(string seed); }", false)]
    [InlineData("abstract class Base { public abstract class Layers; }", false)]
    public void MLP009_an_abstract_member_cannot_be_hidden(string baseClass, bool isReported)
    {
        string name = isReported ? "{|MLP009:Net|}" : "Net";
        Markup.Verify($"{baseClass} [Layer(1, 1)] abstract partial class {name} : Base;");
    }

    [Theory]
    [InlineData("class var; namespace Demo { {0} }")]
    [InlineData("namespace Demo { enum var { A } namespace Inner { {0} } }")]
    [InlineData("partial class Outer { struct var; {0} }", "Outer")]
    [InlineData("class Base { protected class var; } {0}", "Base")]
    [InlineData("{0} partial class Net { class var; }")]
    public void MLP009_a_type_named_var_would_be_meant_by_generated_code(string source, string? baseClass = null)
    {
        string network = "[Layer(1, 1)] partial class {|MLP009:Net|}" + (baseClass == "Base" ? " : Base;" : ";");
        Markup.Verify(
            "#pragma warning disable CS8981\n" + source.Replace("{0}", network, StringComparison.Ordinal),
            "A type named 'var' is in scope, so generated code would mean it by its 'var'; rename that type");
    }

    [Fact]
    public void MLP009_a_type_named_unmanaged_would_be_meant_by_generated_code() =>
        Markup.Verify(
            "#pragma warning disable CS8981\nclass @unmanaged; [Layer(2, 3, Relu)] [Layer(3, 2)] [Loss(Huber)] partial class {|MLP009:Net|};",
            "A type named 'unmanaged' is in scope, so generated code would mean it by its 'unmanaged'; rename that type");

    [Fact]
    public void MLP009_a_member_named_nameof_would_be_called_by_generated_code() =>
        Markup.Verify(
            "[Layer(1, 1)] partial class {|MLP009:Net|} { static string nameof(object x) => \"\"; }",
            "A member named 'nameof' is in scope, so generated code would call it by its 'nameof'; rename that member");

    [Theory]
    [InlineData("namespace Elsewhere { class var; }")]
    [InlineData("class var<T>;")]
    [InlineData("class Base { private class var; private static int nameof(int x) => x; } partial class Net : Base;")]
    [InlineData("namespace @var { }")]
    [InlineData("class nameof;")]
    public void Words_out_of_scope_are_free(string source)
    {
        GeneratorRun run = Markup.Verify("#pragma warning disable CS8981\n[Layer(40, 2, Tanh)] [Layer(2, 2, Relu)] [Loss(Huber)] partial class Net; " + source);

        Assert.DoesNotContain(run.CompilerDiagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_broken_layer_does_not_keep_a_taken_name_for_later() =>
        Markup.Verify(
            """
            [Layer({|MLP003:0|}, 3, Relu)] [Layer(3, 1, Bias = false)] partial class Net
            {
                int {|MLP009:W2|};
                int B2;
                static void {|MLP009:Forward|}(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> output) { }
                {|MLP009:Net|}(int seed) { }
            }
            """);
}
