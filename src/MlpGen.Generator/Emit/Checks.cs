namespace MlpGen.Generator.Emit;

/// <summary>Writes the checks at the top of a method: every length exact, and no written span over another.</summary>
internal static class Checks
{
    private const string Guard = "global::MlpGen.Numerics.SpanGuard";

    /// <summary>The span must be as long as the constant says.</summary>
    public static void Length(SourceWriter writer, string span, string constant) => Throw(
        writer, $"{span}.Length != {constant}", $"ThrowLength(nameof({span}), {constant}, {span}.Length)");

    /// <summary>The span must be as long as the constant says, or empty.</summary>
    public static void LengthOrEmpty(SourceWriter writer, string span, string constant) => Throw(
        writer, $"!{span}.IsEmpty && {span}.Length != {constant}", $"ThrowLength(nameof({span}), {constant}, {span}.Length)");

    /// <summary>Declares n, the number of samples in a span of whole rows.</summary>
    public static void Samples(SourceWriter writer, string rows, string rowLength, bool atLeastOne)
    {
        writer.Line($"int n = {rows}.Length / {rowLength};");
        Throw(writer, $"{rows}.Length % {rowLength} != 0", $"ThrowNotMultiple(nameof({rows}), {rowLength}, {rows}.Length)");
        if (atLeastOne)
        {
            Throw(writer, "n == 0", $"ThrowEmptyBatch(nameof({rows}))");
        }
    }

    /// <summary>The span must hold n rows; the product is a long, so that it cannot overflow.</summary>
    public static void Rows(SourceWriter writer, string span, string rowLength) => Throw(
        writer, $"{span}.Length != (long)n * {rowLength}", $"ThrowBatchLength(nameof({span}), n, {rowLength}, {span}.Length)");

    /// <summary>The span must hold n rows, or be empty.</summary>
    public static void RowsOrEmpty(SourceWriter writer, string span, string rowLength) => Throw(
        writer,
        $"!{span}.IsEmpty && {span}.Length != (long)n * {rowLength}",
        $"ThrowBatchLength(nameof({span}), n, {rowLength}, {span}.Length)");

    /// <summary>The written span must not overlap any of the others.</summary>
    public static void Separate(SourceWriter writer, string written, params string[] others)
    {
        foreach (string other in others)
        {
            writer.Line($"{Guard}.CheckSeparate({written}, {other}, nameof({written}), nameof({other}));");
        }
    }

    /// <summary>Each label must be a class.</summary>
    public static void Labels(SourceWriter writer) => writer.Line($"{Guard}.CheckLabels(labels, OutputSize);");

    private static void Throw(SourceWriter writer, string condition, string call)
    {
        writer.Open($"if ({condition})");
        writer.Line($"{Guard}.{call};");
        writer.Close();
    }
}
