using System.Globalization;
using System.Text;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>A layer of a drawn network.</summary>
internal sealed record DrawnLayer(int Inputs, int Outputs, Activation Activation, bool Bias, double? Alpha, double Dropout)
{
    public string Text
    {
        get
        {
            string options = (Bias ? "" : ", Bias = false")
                + (Alpha is { } alpha ? string.Create(CultureInfo.InvariantCulture, $", Alpha = {alpha}") : "")
                + (Dropout > 0 ? string.Create(CultureInfo.InvariantCulture, $", Dropout = {Dropout}") : "");
            return string.Create(CultureInfo.InvariantCulture, $"[Layer({Inputs}, {Outputs}, Activation.{Activation}{options})]");
        }
    }
}

/// <summary>A drawn network: what stands in its attributes, and what kind of class it is.</summary>
internal sealed record Architecture(
    DrawnLayer[] Layers, LossFunction? Loss, double? Delta, Precision Precision, Unroll Unroll, bool IsStatic, bool Backward,
    bool IsReproducible = false, Derivatives Derivatives = Derivatives.None)
{
    /// <summary>The class as a user writes it, and what the checks need beside it.</summary>
    public string Source(string name)
    {
        string attributes = Attributes;
        string kind = IsStatic ? "static" : "sealed";
        return $"[System.ComponentModel.Description(\"{attributes}\")] {attributes} public {kind} partial class {name};\n{(IsStatic ? Driver(name) : "")}";
    }

    private string Attributes
    {
        get
        {
            var text = new StringBuilder(string.Join(" ", Layers.Select(layer => layer.Text)));
            if (Loss is { } loss)
            {
                string delta = Delta is { } d ? string.Create(CultureInfo.InvariantCulture, $", Delta = {d}") : "";
                text.Append(CultureInfo.InvariantCulture, $" [Loss(LossFunction.{loss}{delta})]");
            }

            string backward = Backward ? "" : ", Backward = false";
            return text.Append(CultureInfo.InvariantCulture, $" [Network(Precision = Precision.{Precision}, Unroll = Unroll.{Unroll}{backward}{(IsReproducible ? ", Reproducible = true" : "")}{DerivativesText})]").ToString();
        }
    }

    private string DerivativesText => Derivatives == Derivatives.None ? "" : string.Create(CultureInfo.InvariantCulture, $", Derivatives = (Derivatives){(int)Derivatives}");

    /// <summary>A class that lends a static one the interfaces.</summary>
    private string Driver(string name)
    {
        string scalar = Precision == Precision.Double ? "double" : "float";
        string face = Loss == LossFunction.CrossEntropy ? "IClassifier"
            : Loss is not null ? "ITrainableNetwork" : Backward ? "IDifferentiableNetwork" : "INetwork";
        string read = $"ReadOnlySpan<{scalar}>", written = $"Span<{scalar}>";
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""
            public sealed class {{name}}Driver : {{face}}<{{name}}Driver, {{scalar}}>
            {
                public static int InputSize => {{name}}.InputSize;
                public static int OutputSize => {{name}}.OutputSize;
                public static int ParameterCount => {{name}}.ParameterCount;
                public static int TraceSize => {{name}}.TraceSize;
                public static ReadOnlySpan<LayerInfo> Layers => {{name}}.Layers;
                public {{written}} Parameters => default;
                public static void Initialize({{written}} p, int seed) => {{name}}.Initialize(p, seed);
                public static void Forward({{read}} p, {{read}} x, {{written}} y) => {{name}}.Forward(p, x, y);
                public static void ForwardBatch({{read}} p, {{read}} x, {{written}} y) => {{name}}.ForwardBatch(p, x, y);
                public static void ForwardTrace({{read}} p, {{read}} x, {{written}} trace) => {{name}}.ForwardTrace(p, x, trace);

            """);
        if (Backward)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                public static void Backward({{read}} p, {{read}} x, {{read}} dy, {{written}} g, {{written}} dx) => {{name}}.Backward(p, x, dy, g, dx);
                public static void BackwardBatch({{read}} p, {{read}} x, {{read}} dy, {{written}} g, {{written}} dx) => {{name}}.BackwardBatch(p, x, dy, g, dx);
                public static void BackwardTrace({{read}} p, {{read}} x, {{read}} trace, {{read}} dy, {{written}} g, {{written}} dx) =>
                    {{name}}.BackwardTrace(p, x, trace, dy, g, dx);

            """);
        }

        foreach (string targets in Loss is null ? [] : Loss == LossFunction.CrossEntropy ? (string[])[read, "ReadOnlySpan<int>"] : [read])
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                public static {{scalar}} Loss({{read}} p, {{read}} x, {{targets}} t) => {{name}}.Loss(p, x, t);
                public static {{scalar}} LossAndGradient({{read}} p, {{read}} x, {{targets}} t, {{written}} g, {{written}} dx) =>
                    {{name}}.LossAndGradient(p, x, t, g, dx);
                public static {{scalar}} TrainingLossAndGradient({{read}} p, {{read}} x, {{targets}} t, DropoutKey key, {{written}} g, {{written}} dx) =>
                    {{name}}.TrainingLossAndGradient(p, x, t, key, g, dx);

            """);
        }

        return text.Append("}\n").ToString();
    }
}
