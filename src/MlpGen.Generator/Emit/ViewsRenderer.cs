using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the names for what lies in a flat buffer of parameters or of a gradient, and in a trace.</summary>
internal sealed class ViewsRenderer(EmitContext context, MemberWriter members)
{
    private readonly SourceWriter _writer = context.Writer;

    public void Write()
    {
        View(
            Names.ParameterView, Names.View, "flat", context.Write, "ParameterCount",
            "Names for what lies in a flat buffer of parameters; of a gradient, where W1 is dW1.",
            context.Layers.SelectMany(static layer => layer.Spec.HasBias
                ? new[] { Weights(layer), (Names.BiasProperty(layer.Number), layer.BiasOffset, layer.Outputs, $"b{layer.Number}, {layer.Outputs} long.") }
                : [Weights(layer)]));
        View(
            Names.TraceView, Names.ViewTrace, "trace", context.Read, "TraceSize",
            "Names for what lies in a trace.",
            context.Layers.SelectMany(static layer => new[]
            {
                ($"Z{layer.Number}", layer.TraceOffset, layer.Outputs, $"z{layer.Number}, {layer.Outputs} long."),
                ($"A{layer.Number}", layer.ActivationOffset, layer.Outputs, $"a{layer.Number}, {layer.Outputs} long."),
            }));
    }

    private static (string, int, int, string) Weights(LayerPlan layer) =>
        (Names.WeightsProperty(layer.Number), layer.WeightOffset, layer.Spec.WeightCount, $"W{layer.Number}, {layer.Inputs} × {layer.Outputs}.");

    private void View(
        string type, string method, string parameter, string span, string length, string summary,
        IEnumerable<(string Name, int Offset, int Length, string Summary)> places)
    {
        members.Documentation(
            summary, new Parameter(parameter, ParameterKind.Read, $"The caller's memory, {(length == "TraceSize" ? "TraceSize" : "ParameterCount")} long: a view, not a copy."));
        _writer.Line($"public static {context.New(method, isMethod: true, span == context.Read ? $"ReadOnlySpan<{context.T}>" : $"Span<{context.T}>")}{type} {method}({span} {parameter})");
        _writer.Open();
        _writer.Line($"{context.Names.Type("Check")}.View({parameter}, {length}, nameof({parameter}));");
        _writer.Line($"return new {type}({parameter});");
        _writer.Close();
        _writer.Line();
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Open($"public {members.Hides(type)}readonly ref struct {type}");
        _writer.Line($"private readonly {span} _all;");
        _writer.Line();
        _writer.Line($"internal {type}({span} all) => _all = all;");
        foreach ((string name, int offset, int count, string what) in places)
        {
            _writer.Line();
            _writer.Line($"/// <summary>{what}</summary>");
            _writer.Line($"public {span} {name} => _all.Slice({offset}, {count});");
        }

        _writer.Close();
    }
}
