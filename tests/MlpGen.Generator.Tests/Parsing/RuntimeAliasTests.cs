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

    private static string Of(string source, ImmutableArray<string> aliases)
    {
        MetadataReference runtime = MetadataReference.CreateFromFile(typeof(LayerAttribute).Assembly.Location).WithAliases(aliases);
        GeneratorRun run = GeneratorHarness.Run(source, new HarnessOptions { ReferenceRuntime = false, References = [runtime] });
        return Assert.Single(run.Specs).Compilation.RuntimeAlias;
    }
}
