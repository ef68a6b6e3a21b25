using System.Globalization;
using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Tests.Parsing;

/// <summary>Generated members that hide those of a base class say <c>new</c>, and no others do. The compiler is the judge:
/// CS0108 where the word is missing, CS0109 where it is too much.</summary>
public class HiddenMemberTests
{
    private const string Attributes = "[Layer(2, 3, Tanh)] [Layer(3, 2, LeakyRelu)] [Layer(2, 2)] [Loss(CrossEntropy)]";

    [Theory]
    [InlineData("public int {0};")]
    [InlineData("public static int {0};")]
    [InlineData("public const int {0} = 1;")]
    [InlineData("protected virtual int {0} { get; set; }")]
    [InlineData("public event Action? {0} { add { } remove { } }")]
    [InlineData("public class {0} { }")]
    [InlineData("public class {0}<T> { }")]
    [InlineData("public delegate void {0}();")]
    [InlineData("public enum {0} { }")]
    [InlineData("public void {0}({1}) { }")]
    [InlineData("protected static int {0}({1}) => 1;")]
    [InlineData("public virtual void {0}({1}) { }")]
    [InlineData("private protected void {0}({1}) { }")]
    [InlineData("public void {0}<T>({1}) { }")]
    [InlineData("public void {0}() { }")]
    [InlineData("public void {0}(string s) { }")]
    [InlineData("public void {0}<T>() { }")]
    [InlineData("private void {0}({1}) { }")]
    [InlineData("private int {0};")]
    public void New_stands_where_the_compiler_wants_it(string member)
    {
        // The base may overload a name only where the members differ by their parameters.
        IEnumerable<GeneratedMember> members = member.Contains("{1}", StringComparison.Ordinal)
            ? Generated()
            : Generated().DistinctBy(generated => generated.Name);
        AssertCompilesSilently($$"""
            #pragma warning disable CS0067, CS0169, CS0414, CS0649, CS8618, CS8981, CS1591
            public class Base { {{string.Join("\n", members.Select(generated => Declare(member, generated)))}} }
            {{Attributes}} partial class Net : Middle;
            public class Middle : Base;
            """);
    }

    [Theory]
    [InlineData("Layer(2, 3, Tanh)", "Layer(4, 1, Tanh)")]
    [InlineData("Loss(CrossEntropy), Layer(2, 3, Tanh), Layer(3, 3)", "Layer(4, 1, Elu), Loss(MeanSquaredError)")]
    [InlineData("Network(Backward = false), Layer(2, 3)", "Layer(4, 1), Loss(MeanSquaredError)")]
    [InlineData("Network(Precision = Precision.Double), Layer(2, 3)", "Layer(4, 1), Loss(MeanSquaredError)")]
    [InlineData("Layer(0, 3)", "Layer(4, 1)")]
    public void A_base_class_may_be_a_network_itself(string baseAttributes, string derivedAttributes)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + $"[{baseAttributes}] partial class Base; [{derivedAttributes}] partial class Net : Base;");

        run.AssertCompilesSilently();
        Assert.Contains("Net.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void A_network_nested_in_its_base_class_sees_private_members() =>
        AssertCompilesSilently("[Layer(1, 2, Tanh)] partial class Base { [Layer(1, 1, Tanh)] public partial class Net : Base; }");

    [Fact]
    public void A_base_network_in_another_assembly_shows_its_members()
    {
        GeneratorRun library = GeneratorHarness.Run(Markup.Usings + "[Layer(1, 2, Tanh)] public partial class Base;");
        var options = new HarnessOptions { References = [MetadataReference.CreateFromImage(library.Emit())] };

        GeneratorHarness.Run(Markup.Usings + "[Layer(3, 1, Tanh)] partial class Net : Base;", options).AssertCompilesSilently();
    }

    /// <summary>The members that the emitter writes for <see cref="Attributes"/>, but for the private passes, whose signatures it
    /// keeps to itself.</summary>
    private static IEnumerable<GeneratedMember> Generated()
    {
        LayerSpec[] layers =
        [
            new(2, 3, Model.Activation.Tanh, true, 0, Model.Initializer.XavierUniform, 0.01),
            new(3, 2, Model.Activation.LeakyRelu, true, 0.01, Model.Initializer.HeNormal, 0.01),
            new(2, 2, Model.Activation.Identity, true, 0, Model.Initializer.XavierUniform, 0.01),
        ];
        return GeneratedMembers
            .Of(layers, new LossSpec(Model.LossFunction.CrossEntropy, 1), Model.Precision.Single, backward: true, isStatic: false)
            .Where(member => !Names.Private.Contains(member.Name));
    }

    private static string Declare(string member, GeneratedMember generated)
    {
        IEnumerable<string> parameters = generated.ParameterTypes.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select((type, index) => string.Create(CultureInfo.InvariantCulture, $"{type} p{index}"));
        return member.Replace("{0}", generated.Name, StringComparison.Ordinal)
            .Replace("{1}", string.Join(", ", parameters), StringComparison.Ordinal);
    }

    private static void AssertCompilesSilently(string source)
    {
        GeneratorRun run = GeneratorHarness.Run("using System.Runtime.Intrinsics; " + Markup.Usings + source);

        Assert.Empty(run.Diagnostics);
        run.AssertCompilesSilently();
        Assert.NotEmpty(run.Sources);
    }
}
