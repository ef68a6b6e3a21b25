using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlpGen.Generator.Emit;
using MlpGen.Generator.Model;
using MlpGen.Generator.Parsing;
using MlpGen.Generator.Planning;
using static MlpGen.Generator.Tests.Frozen.Weights;

namespace MlpGen.Generator.Tests.Incrementality;

/// <summary>Who types on does not wait for what is out of date: each room gives up as soon as it is told, and nothing of it is kept.</summary>
public class CancellationTests
{
    private const string Source = Markup.Usings + XorLayers + "[Frozen(\"xor.weights.json\")] partial class Net; [Layer(2, 1)] partial class Other;";

    private static readonly CancellationToken s_cancelled = new(canceled: true);

    [Fact]
    public void Parsing_gives_up()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile([Source]);
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Other")!;

        Assert.NotNull(NetworkParser.Parse(type, compilation, CancellationToken.None));
        Assert.Throws<OperationCanceledException>(() => NetworkParser.Parse(type, compilation, s_cancelled));
    }

    [Fact]
    public void Emit_gives_up_in_the_middle_of_a_file()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile([Source]);
        ParseResult parsed = NetworkParser.Parse(compilation.GetTypeByMetadataName("Other")!, compilation, CancellationToken.None)!;
        NetworkPlan plan = Planner.Plan(parsed.Spec!);
        NetworkPlan frozen = plan with { Spec = plan.Spec with { Frozen = new FrozenSpec("xor.weights.json", new(new double[3])) } };
        OutlineSpec outline = OutlineParser.Parse(compilation.GetTypeByMetadataName("Other")!, compilation, CancellationToken.None)!;

        Assert.Throws<OperationCanceledException>(() => TextbookFile.Emit(plan, s_cancelled));
        Assert.Throws<OperationCanceledException>(() => MembersFile.Emit(plan, s_cancelled));
        Assert.Throws<OperationCanceledException>(() => VectorsFile.Emit(plan, s_cancelled));
        Assert.Throws<OperationCanceledException>(() => WeightsFile.Emit(frozen, s_cancelled));
        Assert.Throws<OperationCanceledException>(() => OutlineEmitter.Emit(outline, s_cancelled));
    }

    [Fact]
    public void A_run_that_was_cancelled_halfway_leaves_the_next_one_whole()
    {
        using var cancellation = new CancellationTokenSource();
        var file = new CancellingFile("/project/xor.weights.json", Xor, cancellation);
        GeneratorDriver driver = GeneratorHarness.CreateDriver().AddAdditionalTexts([file]);
        CSharpCompilation compilation = GeneratorHarness.Compile([Source]);

        Assert.Throws<OperationCanceledException>(() => driver.RunGenerators(compilation, cancellation.Token));

        GeneratorRunResult next = driver.RunGenerators(compilation, CancellationToken.None).GetRunResult().Results.Single();
        Assert.Equal(GeneratorHarness.Run(Source, File(Xor)).Sources, next.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString()));
        Assert.Empty(next.Diagnostics);
    }

    /// <summary>A weights file during whose reading the user types on.</summary>
    private sealed class CancellingFile(string path, string text, CancellationTokenSource cancellation) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default)
        {
            cancellation.Cancel();
            return SourceText.From(text, System.Text.Encoding.UTF8);
        }
    }
}
