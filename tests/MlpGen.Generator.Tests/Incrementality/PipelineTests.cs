using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace MlpGen.Generator.Tests.Incrementality;

/// <summary>After an edit, each step of the pipeline does what it must and no more.</summary>
public class PipelineTests
{
    private const string Network = """
        using MlpGen;

        namespace Demo;

        [Layer(2, 3, Activation.Tanh)]
        [Layer(3, 1)]
        [Loss(LossFunction.MeanSquaredError)]
        public partial class TinyNet;

        partial class TinyNet
        {
            public int Seven => 7;
        }
        """;

    private const string Broken = "using MlpGen; [Layer(0, 1)] partial class Broken; [Loss(LossFunction.Huber)] partial class Stray;";

    private const string Other = "class Other { void Method() { } }";

    [Fact]
    public void An_edit_of_another_file_computes_nothing_again()
    {
        GeneratorRunResult second = RunTwice((Other, "class Other { void Method() { int changed = 1; } class TinyNet { } }"));

        Assert.All(Reasons(second, TrackingNames.Parse), reason => Assert.Equal(Reason.Unchanged, reason));
        AssertCached(second, TrackingNames.Spec, TrackingNames.Problems, TrackingNames.Plan);
        Assert.All(Reasons(second, TrackingNames.Strays), reason => Assert.Contains(reason, (Reason[])[Reason.Cached, Reason.Unchanged]));
        AssertOutputsCached(second);
    }

    [Theory]
    [InlineData("namespace Demo;", "namespace Demo; // a comment")]
    [InlineData("using MlpGen;\n", "using MlpGen;\n\n\n")]
    [InlineData("=> 7", "=> 8")]
    [InlineData("Seven", "Eight")]
    [InlineData("[Layer(3, 1)]", "[Layer(1 + 2, outputs: 1, Activation.Identity)] // the same")]
    public void An_edit_of_the_same_file_that_changes_no_layer_plans_and_writes_nothing_again(string before, string after)
    {
        GeneratorRunResult second = RunTwice((Network, Network.Replace(before, after, StringComparison.Ordinal)));

        Assert.Contains(Reason.Unchanged, Reasons(second, TrackingNames.Parse));
        Assert.DoesNotContain(Reason.Modified, Reasons(second, TrackingNames.Parse));
        AssertCached(second, TrackingNames.Spec, TrackingNames.Plan);
        AssertOutputsCached(second);
    }

    [Fact]
    public void A_changed_layer_changes_its_own_network_and_no_other()
    {
        string another = Network.Replace("TinyNet", "AnotherNet", StringComparison.Ordinal);
        GeneratorRunResult second = RunTwice(
            (Network, Network.Replace("[Layer(3, 1)]", "[Layer(3, 2)]", StringComparison.Ordinal)), another);

        foreach (string step in (string[])[TrackingNames.Spec, TrackingNames.Plan])
        {
            Reason[] reasons = Reasons(second, step);
            Assert.Equal(1, reasons.Count(reason => reason == Reason.Modified));
            Assert.Equal(1, reasons.Count(reason => reason is Reason.Cached or Reason.Unchanged));
            Assert.Equal(2, reasons.Length);
        }

        Assert.Contains("public const int OutputSize = 2;", second.GeneratedSources.Single(s => s.HintName == "Demo.TinyNet.Members.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_takes_the_network_away_and_its_correction_brings_it_back()
    {
        string wrong = Network.Replace("[Layer(3, 1)]", "[Layer(4, 1)]", StringComparison.Ordinal);
        GeneratorRunResult broken = RunTwice((Network, wrong));
        Assert.Contains(broken.Diagnostics, diagnostic => diagnostic.Id == "MLP004");
        Assert.DoesNotContain(broken.GeneratedSources, IsTinyNet);

        GeneratorRunResult repaired = RunTwice((wrong, Network));
        Assert.DoesNotContain(repaired.Diagnostics, diagnostic => diagnostic.Id == "MLP004");
        Assert.Contains(repaired.GeneratedSources, IsTinyNet);

        static bool IsTinyNet(GeneratedSourceResult source) =>
            source.HintName == "Demo.TinyNet.g.cs" && GeneratorRun.IsNetwork(source.SourceText.ToString());
    }

    [Fact]
    public void A_member_in_another_file_is_noticed()
    {
        GeneratorRunResult second = RunTwice((Other, "namespace Demo { partial class TinyNet { int InputSize; } }"));

        Assert.Contains(second.Diagnostics, diagnostic => diagnostic.Id == "MLP009");
    }

    [Fact]
    public void Every_step_has_a_name_that_is_used()
    {
        GeneratorRunResult result = RunTwice((Other, Other));

        string[] frozen = [TrackingNames.Match, TrackingNames.Freeze]; // FrozenPipelineTests asks for these
        Assert.All(TrackingNames.All.Except(frozen), name => Assert.True(result.TrackedSteps.ContainsKey(name), name));
    }

    [Fact]
    public void No_model_reaches_anything_of_the_compiler()
    {
        GeneratorRunResult result = RunTwice((Other, Other));
        foreach (string step in (string[])[TrackingNames.Spec, TrackingNames.Plan])
        {
            object[] models = [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value)];
            Assert.NotEmpty(models);
            Assert.All(models, model => AssertPure(model, new HashSet<object>(ReferenceEqualityComparer.Instance)));
        }
    }

    [Fact]
    public void The_search_for_compiler_objects_finds_one_that_is_there()
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(Other);
        object[] impure = [tree.GetRoot(), (1, (object)CSharpCompilation.Create("x")), new[] { Location.Create(tree, default) }];

        Assert.All(impure, model => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
            AssertPure(model, new HashSet<object>(ReferenceEqualityComparer.Instance))));
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            GeneratorHarness.CreateDriver().RunGenerators(GeneratorHarness.Compile([Network]), source.Token));
    }

    [Fact]
    public void An_old_version_of_the_project_is_let_go()
    {
        (GeneratorDriver driver, WeakReference old) = RunOverTwoVersions();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(old.IsAlive);
        Assert.NotEmpty(driver.GetRunResult().GeneratedTrees);
    }

    /// <summary>In a method of its own, so that no local of the test holds the first version.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference Old) RunOverTwoVersions()
    {
        CSharpCompilation first = GeneratorHarness.Compile([Network, Broken, Other]);
        CSharpCompilation second = first;
        foreach (SyntaxTree tree in first.SyntaxTrees)
        {
            second = second.ReplaceSyntaxTree(tree, GeneratorHarness.ParseFile(tree + " // edited", tree.FilePath));
        }

        return (GeneratorHarness.CreateDriver().RunGenerators(first).RunGenerators(second), new WeakReference(first));
    }

    [Fact]
    public void The_parser_itself_asks_whether_to_stop()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        CSharpCompilation compilation = GeneratorHarness.Compile([Network]);

        Assert.Throws<OperationCanceledException>(() =>
            Generator.Parsing.NetworkParser.Parse(compilation.GetTypeByMetadataName("Demo.TinyNet")!, compilation, source.Token));
    }

    /// <summary>Runs over the network, a broken class and another file, replaces one of them, and runs again.</summary>
    private static GeneratorRunResult RunTwice((string Before, string After) edit, params string[] more)
    {
        string[] files = [.. new[] { Network, Broken, Other }.Where(file => file != edit.After && !IsVersionOf(edit, file)), .. more, edit.Before];
        CSharpCompilation first = GeneratorHarness.Compile(files);
        SyntaxTree edited = first.SyntaxTrees[^1];
        CSharpCompilation second = first.ReplaceSyntaxTree(edited, GeneratorHarness.ParseFile(edit.After, edited.FilePath));

        GeneratorDriver driver = GeneratorHarness.CreateDriver().RunGenerators(first).RunGenerators(second);
        return driver.GetRunResult().Results.Single();
    }

    private static bool IsVersionOf((string Before, string After) edit, string file) => edit.Before == file;

    private static Reason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static void AssertCached(GeneratorRunResult result, params string[] steps)
    {
        foreach (string step in steps)
        {
            Reason[] reasons = Reasons(result, step);
            Assert.NotEmpty(reasons);
            Assert.True(Array.TrueForAll(reasons, reason => reason is Reason.Cached), $"{step}: {string.Join(", ", reasons)}");
        }
    }

    private static void AssertOutputsCached(GeneratorRunResult result)
    {
        foreach (KeyValuePair<string, ImmutableArray<IncrementalGeneratorRunStep>> output in result.TrackedOutputSteps)
        {
            Assert.All(output.Value.SelectMany(run => run.Outputs), value => Assert.Equal(Reason.Cached, value.Reason));
        }
    }

    /// <summary>Walks all fields of a model. <c>is</c>, not the exact type: the compiler's own types are internal subclasses.</summary>
    private static void AssertPure(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or SemanticModel or AttributeData or SyntaxToken or Diagnostic,
            $"A model holds a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertPure(item, seen);
            }
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                AssertPure(field.GetValue(value), seen);
            }
        }
    }
}
