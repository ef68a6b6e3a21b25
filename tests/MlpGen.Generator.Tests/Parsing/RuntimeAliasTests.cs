using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Tests.Parsing;

/// <summary>The runtime may be referenced under an extern alias, and is then not found from <c>global::</c>.</summary>
public class RuntimeAliasTests
{
    private const string Global = "[MlpGen.Layer(1, 1)] partial class Net;";
    private const string Aliased = "extern alias Nets; [Nets::MlpGen.Layer(1, 1)] partial class Net;";

    [Fact]
    public void There_is_none_as_a_rule() => Assert.Equal("", Of(Global, []));

    [Fact]
    public void The_alias_of_the_only_reference() => Assert.Equal("Nets", Of(Aliased, ["Nets"]));

    [Fact]
    public void An_alias_beside_the_global_one_is_not_needed() => Assert.Equal("", Of(Aliased, ["Nets", "global"]));

    [Fact]
    public void Of_several_the_first_in_ordinal_order() => Assert.Equal("Also", Of(Aliased, ["Nets", "Also"]));

    [Theory]
    [InlineData("[Nets::MlpGen.Layer(0, 1), Nets::MlpGen.Loss(Nets::MlpGen.LossFunction.Huber)] public partial class Net;", "MLP003")]
    [InlineData("[Nets::MlpGen.Layer(2, 3), Nets::MlpGen.Layer(4, 2), Nets::MlpGen.Loss(Nets::MlpGen.LossFunction.CrossEntropy)] partial class Net;", "MLP004")]
    [InlineData("namespace Demo { partial class Outer { [Nets::MlpGen.Layer(0, 1)] public static partial class Net; } }", "MLP003")]
    [InlineData("[Nets::MlpGen.Loss(Nets::MlpGen.LossFunction.Huber)] partial class Net;", "MLP011")]
    [InlineData("[Nets::MlpGen.Layer(2, )] partial class Net;", "CS1525")]
    public void A_broken_network_has_its_one_error_under_an_alias_too(string declaration, string error)
    {
        GeneratorRun run = Run("extern alias Nets; " + declaration, ["Nets"]);

        Assert.NotEmpty(run.Outlines);
        Assert.Empty(run.InGeneratedCode);
        Assert.Equal([error], run.Errors.Concat(run.CompilerDiagnostics).Select(said => said.Id).Distinct());
    }

    private static string Of(string source, ImmutableArray<string> aliases)
    {
        return Assert.Single(Run(source, aliases).Specs).Compilation.RuntimeAlias;
    }

    private static GeneratorRun Run(string source, ImmutableArray<string> aliases)
    {
        MetadataReference runtime = MetadataReference.CreateFromFile(typeof(LayerAttribute).Assembly.Location).WithAliases(aliases);
        return GeneratorHarness.Run(source, new HarnessOptions { ReferenceRuntime = false, References = [runtime] });
    }
}
