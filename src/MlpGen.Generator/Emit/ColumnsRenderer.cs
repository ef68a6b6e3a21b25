using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the columns of the table that a frozen network was trained on: what turns a row of it into inputs, and outputs into classes.</summary>
internal sealed class ColumnsRenderer(EmitContext context, MemberWriter members)
{
    private readonly SourceWriter _writer = context.Writer;

    private string Column => context.Names.Type("TableColumn");

    /// <summary>Writes those that the weights file has.</summary>
    public void Write()
    {
        FrozenSpec frozen = context.Plan.Spec.Frozen!;
        if (frozen.Columns.Count > 0)
        {
            members.Documentation("The columns of the table that the inputs are made of, in order: <c>Encode</c> turns a number or a text of each into its inputs.");
            _writer.Line(
                $"public static {members.Hides(Names.InputColumns)}{context.Names.Type("IReadOnlyList")}<{Column}> {Names.InputColumns} {{ get; }} = new {Column}[]");
            _writer.Open();
            foreach (ColumnSpec column in frozen.Columns)
            {
                _writer.Wrapped($"new {Column}(", Arguments(column), "),");
            }

            _writer.Close(";");
        }

        if (frozen.Target is { } target)
        {
            members.Documentation(target.HasCategories
                ? "The column that the outputs foretell; its categories are the classes, in the order of the outputs."
                : "The column that the output foretells.");
            _writer.Wrapped($"public static {members.Hides(Names.TargetColumn)}{Column} {Names.TargetColumn} {{ get; }} = new(", Arguments(target), ");");
        }
    }

    private static IEnumerable<string> Arguments(ColumnSpec column)
    {
        string name = Literal.Text(column.Name);
        if (column.Missing is { } missing)
        {
            return [$"{name},", $" {Literal.Of(missing, Precision.Double)}"];
        }

        return !column.HasCategories ? [name] :
        [
            $"{name},",
            .. column.Categories.Select((category, i) =>
                (i == 0 ? " new[] { " : " ") + Literal.Text(category) + (i + 1 < column.Categories.Count ? "," : " }")),
        ];
    }
}
