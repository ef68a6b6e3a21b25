using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>The functions of each lane that a text calls: remembered when they are, and written behind it.</summary>
internal sealed class LanesFunctions(EmitContext context)
{
    private readonly SortedDictionary<string, Definition> _called = new(StringComparer.Ordinal);

    private string Lanes => context.Names.Type("SampleLanes");

    /// <summary>The activation of a layer.</summary>
    public string Value(LayerPlan layer, string z) => layer.Traits is { ValueFunction: { } function } traits
        ? Activation(layer, function, "Value", traits.ValueSummary, z)
        : z;

    /// <summary>Its derivative, by what it is written in.</summary>
    public string Derivative(LayerPlan layer, string by) =>
        Activation(layer, layer.Traits.DerivativeFunction!, "Derivative", layer.Traits.DerivativeSummary, by);

    /// <summary>eᶻ.</summary>
    public string Exp(string z) => Call("Exp", new("eᶻ.", "V z", $"{Lanes}.Exp<V, {context.T}, S>(z)"), z);

    /// <summary>The natural logarithm.</summary>
    public string Log(string z) => Call("Log", new("log z.", "V z", $"{Lanes}.Log<V, {context.T}, S>(z)"), z);

    /// <summary>What one output adds to the loss.</summary>
    public string Loss(LossSpec loss, string read, string target) => OfLoss("Loss", "What one output adds to the loss, before the mean.", loss, "Value", read, target);

    /// <summary>Its derivative by that output.</summary>
    public string LossDerivative(LossSpec loss, string read, string target) =>
        OfLoss("LossDerivative", "Its derivative by that output.", loss, "Derivative", read, target);

    /// <summary>Writes those that were called.</summary>
    public void Write()
    {
        SourceWriter writer = context.Writer;
        writer.Line();
        writer.Line("/// <summary>sum + x·w of each lane, one w for all.</summary>");
        context.Inlined();
        writer.Line($"private static V AddProduct(V sum, V x, {context.T} w) => S.MultiplyAdd(x, S.Broadcast(w), sum);");
        foreach (KeyValuePair<string, Definition> function in _called)
        {
            writer.Line();
            writer.Line($"/// <summary>{function.Value.Summary}</summary>");
            context.Inlined();
            writer.Line($"private static V {function.Key}({function.Value.Parameters}) => {function.Value.Body};");
        }
    }

    private string Activation(LayerPlan layer, string function, string member, string summary, string argument)
    {
        string type = context.Names.Type(layer.Traits.FunctionType!);
        return layer.Traits.HasAlpha
            ? Call(
                function,
                new(summary, "V z, double alpha", $"{type}.{member}<V, {context.T}, S>(z, alpha)"),
                $"{argument}, {Literal.Of(layer.Spec.Alpha, Precision.Double)}")
            : Call(function, new(summary, "V z", $"{type}.{member}<V, {context.T}, S>(z, 0)"), argument);
    }

    private string OfLoss(string function, string summary, LossSpec loss, string member, string read, string target)
    {
        LossTraits traits = LossTraits.Of(loss.Function);
        string type = context.Names.Type(ShortNames.Loss(loss.Function)), y = traits.IsFused ? "z" : "y";
        string delta = traits.HasDelta ? Literal.Of(loss.Delta, Precision.Double) : "0";
        return Call(function, new(summary, $"V {y}, V t", $"{type}.{member}<V, {context.T}, S>({y}, t, {delta})"), $"{read}, {target}");
    }

    private string Call(string function, Definition definition, string arguments)
    {
        _called[function] = definition;
        return $"{function}({arguments})";
    }

    private sealed record Definition(string Summary, string Parameters, string Body);
}
