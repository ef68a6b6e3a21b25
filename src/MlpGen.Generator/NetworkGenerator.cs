using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Emit;
using MlpGen.Generator.Model;
using MlpGen.Generator.Parsing;
using MlpGen.Generator.Parsing.Frozen;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator;

/// <summary>The pipeline: declarations become specs and problems, specs become plans, plans become source text.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(MetadataNames.Layer, NetworkParser.IsCandidate, NetworkParser.Parse)
            .WithTrackingName(TrackingNames.Parse)
            .Where(static result => result is not null)
            .Select(static (result, _) => result!);

        IncrementalValuesProvider<NetworkSpec> specs = parsed
            .Where(static result => result.Spec is not null)
            .Select(static (result, _) => result.Spec!)
            .WithTrackingName(TrackingNames.Spec);

        IncrementalValueProvider<ImmutableArray<AdditionalText>> files =
            context.AdditionalTextsProvider.Where(WeightsFiles.IsCandidate).Collect();
        IncrementalValuesProvider<FrozenResult> frozen = specs
            .Where(static spec => spec.Frozen is not null)
            .Combine(files)
            .Select(static (pair, _) => WeightsFiles.Match(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Match)
            .Select(Freezer.Freeze)
            .WithTrackingName(TrackingNames.Freeze);

        Generate(context, specs.Where(static spec => spec.Frozen is null));
        Generate(context, frozen.Where(static result => result.Spec is not null).Select(static (result, _) => result.Spec!));

        RegisterErrors(context, parsed);
        Report(context, frozen.SelectMany(static (result, _) => result.Problems));
        Outline(context, frozen.Where(static result => result.Outline is not null).Select(static (result, _) => result.Outline!));
        ReportAtFrozen(context, parsed, files, frozen);
        foreach (string option in MetadataNames.Options)
        {
            RegisterErrors(context, context.SyntaxProvider
                .ForAttributeWithMetadataName(option, NetworkParser.IsCandidate, StrayOptions.Find)
                .WithTrackingName(TrackingNames.Strays)
                .Where(static result => result is not null)
                .Select(static (result, _) => result!));
        }
    }

    /// <summary>Reports what is wrong with weights files at the attributes that name them.</summary>
    private static void ReportAtFrozen(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ParseResult> parsed,
        IncrementalValueProvider<ImmutableArray<AdditionalText>> files,
        IncrementalValuesProvider<FrozenResult> frozen)
    {
        IncrementalValuesProvider<FrozenPlace> places = parsed
            .Where(static result => result.FrozenPlace is not null)
            .Select(static (result, _) => result.FrozenPlace!);
        IncrementalValueProvider<ImmutableArray<Misfit>> misfits = frozen
            .Where(static result => result.Misfit is not null)
            .Select(static (result, _) => result.Misfit!)
            .Collect();

        Report(context, places.Combine(files).SelectMany(static (pair, _) => WeightsFiles.Check(pair.Left, pair.Right)));
        Report(context, places.Combine(misfits).SelectMany(static (pair, _) => WeightsFiles.Check(pair.Left, pair.Right)));
    }

    /// <summary>Reports problems, and writes the signatures of the classes that have them.</summary>
    private static void RegisterErrors(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParseResult> results)
    {
        IncrementalValuesProvider<Problem> problems = results
            .SelectMany(static (result, _) => result.Problems)
            .WithTrackingName(TrackingNames.Problems);

        Report(context, problems);
        IncrementalValuesProvider<OutlineSpec> outlines = results
            .Where(static result => result.Outline is not null)
            .Select(static (result, _) => result.Outline!)
            .WithTrackingName(TrackingNames.Outline);

        Outline(context, outlines);
    }

    /// <summary>Plans networks and writes their files.</summary>
    private static void Generate(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<NetworkSpec> specs)
    {
        IncrementalValuesProvider<NetworkPlan> plans = specs
            .Select(static (NetworkSpec spec, CancellationToken _) => Planner.Plan(spec)) // microseconds: nothing to cancel
            .WithTrackingName(TrackingNames.Plan);

        context.RegisterSourceOutput(plans, static (output, plan) =>
        {
            foreach (NetworkSource source in NetworkSources.Of(plan, output.CancellationToken))
            {
                output.AddSource(source.HintName, source.Text);
            }
        });
    }

    /// <summary>Writes the signatures of classes with errors.</summary>
    private static void Outline(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<OutlineSpec> outlines) =>
        context.RegisterSourceOutput(outlines, static (output, outline) =>
            output.AddSource(outline.Type.HintName, OutlineEmitter.Emit(outline, output.CancellationToken)));

    private static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Problem> problems) =>
        context.RegisterSourceOutput(problems, static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));
}
