using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the checks at the top of a method: every length exact, and no written span over another.</summary>
internal static class Checks
{
    private const string Guard = "global::MlpGen.Numerics.SpanGuard";

    /// <summary>The span must be as long as the constant says.</summary>
    public static void Length(SourceWriter writer, string span, string constant) =>
        writer.Line($"{Guard}.CheckLength({span}.Length, {constant}, nameof({span}));");

    /// <summary>The parameters must be as many as the constant says. Frozen ones are named instead, where they are not literals.</summary>
    public static void Parameters(EmitContext context)
    {
        if (!context.IsFrozen)
        {
            Length(context.Writer, "parameters", "ParameterCount");
        }
        else if (WeightsEmitter.HasFile(context.Plan))
        {
            context.Writer.Line($"{context.ReadSpan} parameters = {Names.FrozenParameters};");
        }
    }

    /// <summary>The span must be as long as the constant says, or empty.</summary>
    public static void LengthOrEmpty(SourceWriter writer, string span, string constant) =>
        writer.Line($"{Guard}.CheckLengthOrEmpty({span}.Length, {constant}, nameof({span}));");

    /// <summary>Declares <c>samples</c>, the number of a span of whole rows.</summary>
    public static void Samples(SourceWriter writer, string rows, string rowLength, bool atLeastOne) =>
        writer.Line($"int samples = {Guard}.CountRows{(atLeastOne ? "AtLeastOne" : "")}({rows}.Length, {rowLength}, nameof({rows}));");

    /// <summary>The span must hold a row for each sample.</summary>
    public static void Rows(SourceWriter writer, string span, string rowLength) =>
        writer.Line($"{Guard}.CheckRows({span}.Length, samples, {rowLength}, nameof({span}));");

    /// <summary>The span must hold a row for each sample, or be empty.</summary>
    public static void RowsOrEmpty(SourceWriter writer, string span, string rowLength) =>
        writer.Line($"{Guard}.CheckRowsOrEmpty({span}.Length, samples, {rowLength}, nameof({span}));");

    /// <summary>The written span must not overlap any of the others.</summary>
    public static void Separate(SourceWriter writer, string written, params string[] others)
    {
        foreach (string other in others)
        {
            writer.Line($"{Guard}.CheckSeparate({written}, {other}, nameof({written}), nameof({other}));");
        }
    }

    /// <summary>The same of a span that may be empty, which most calls leave so: one question instead of several.</summary>
    public static void SeparateUnlessEmpty(SourceWriter writer, string written, params string[] others)
    {
        writer.Open($"if (!{written}.IsEmpty)");
        Separate(writer, written, others);
        writer.Close();
    }

    /// <summary>What a loss takes, and its gradient.</summary>
    public static void LossArguments(SourceWriter writer, string targets, bool withGradient)
    {
        Length(writer, "parameters", "ParameterCount");
        Samples(writer, "inputs", "InputSize", atLeastOne: true);
        Rows(writer, targets, targets == "labels" ? "1" : "OutputSize");
        if (withGradient)
        {
            Length(writer, "gradient", "ParameterCount");
            RowsOrEmpty(writer, "inputGradients", "InputSize");
            Separate(writer, "gradient", "parameters", "inputs", targets);
            SeparateUnlessEmpty(writer, "inputGradients", "parameters", "inputs", targets, "gradient");
        }

        if (targets == "labels")
        {
            Labels(writer);
        }
    }

    /// <summary>Each label must be a class.</summary>
    public static void Labels(SourceWriter writer) => writer.Line($"{Guard}.CheckLabels(labels, OutputSize);");
}
