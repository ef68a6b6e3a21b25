namespace Tabular.Columns;

/// <summary>A column with its values read.</summary>
/// <param name="Name">What its header says.</param>
/// <param name="Index">Its place in the file.</param>
/// <param name="Numbers">The number of each row, NaN where it is missing; null for a column of categories.</param>
/// <param name="Texts">The category of each row, "" where it is missing; null for a column of numbers.</param>
internal sealed record SourceColumn(string Name, int Index, double[]? Numbers, string[]? Texts);

/// <summary>A table that is understood: what to foretell, and from what.</summary>
/// <param name="Inputs">The columns to foretell from.</param>
/// <param name="Target">The column to foretell; nothing is missing in it.</param>
/// <param name="Classes">The classes of the target, in the order of labels; empty if it is a number.</param>
/// <param name="Lines">The line of each row in the file.</param>
/// <param name="Notes">What was decided and the user may want otherwise, a sentence each.</param>
internal sealed record TableData(
    IReadOnlyList<SourceColumn> Inputs, SourceColumn Target, IReadOnlyList<string> Classes, IReadOnlyList<int> Lines, IReadOnlyList<string> Notes)
{
    /// <summary>How many rows there are.</summary>
    public int Count => Lines.Count;

    /// <summary>Whether the target is a class.</summary>
    public bool IsClassification => Classes.Count > 0;

    /// <summary>The class of each row; empty if the target is a number.</summary>
    public int[] Labels { get; } = Classes.Count == 0 ? [] : [.. Target.Texts!.Select(text => IndexOf(Classes, text))];

    private static int IndexOf(IReadOnlyList<string> classes, string text)
    {
        for (int k = 0; k < classes.Count; k++)
        {
            if (classes[k] == text)
            {
                return k;
            }
        }

        throw new ArgumentException($"'{text}' is no class.", nameof(text));
    }
}
