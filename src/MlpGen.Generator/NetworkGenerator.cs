using Microsoft.CodeAnalysis;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Emit;
using MlpGen.Generator.Model;
using MlpGen.Generator.Parsing;
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

        IncrementalValuesProvider<NetworkPlan> plans = parsed
            .Where(static result => result.Spec is not null)
            .Select(static (result, _) => result.Spec!)
            .WithTrackingName(TrackingNames.Spec)
            .Select(static (NetworkSpec spec, CancellationToken _) => Planner.Plan(spec))
            .WithTrackingName(TrackingNames.Plan);

        context.RegisterSourceOutput(plans, static (output, plan) =>
            output.AddSource(plan.Spec.Type.HintName, NetworkEmitter.Emit(plan)));

        RegisterErrors(context, parsed);
        foreach (string option in MetadataNames.Options)
        {
            RegisterErrors(context, context.SyntaxProvider
                .ForAttributeWithMetadataName(option, NetworkParser.IsCandidate, StrayOptions.Find)
                .WithTrackingName(TrackingNames.Strays)
                .Where(static result => result is not null)
                .Select(static (result, _) => result!));
        }
    }

    /// <summary>Reports problems, and writes the signatures of the classes that have them.</summary>
    private static void RegisterErrors(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParseResult> results)
    {
        IncrementalValuesProvider<Problem> problems = results
            .SelectMany(static (result, _) => result.Problems)
            .WithTrackingName(TrackingNames.Problems);

        context.RegisterSourceOutput(problems, static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));

        IncrementalValuesProvider<OutlineSpec> outlines = results
            .Where(static result => result.Outline is not null)
            .Select(static (result, _) => result.Outline!)
            .WithTrackingName(TrackingNames.Outline);

        context.RegisterSourceOutput(outlines, static (output, outline) =>
            output.AddSource(outline.Type.HintName, OutlineEmitter.Emit(outline)));
    }
}
