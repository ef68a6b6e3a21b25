namespace MlpGen.Playground.Examples;

/// <summary>A declaration to begin with.</summary>
/// <param name="Id">Its name in links.</param>
/// <param name="Title">What the menu says.</param>
/// <param name="Note">What is to be seen in it, a sentence.</param>
/// <param name="Source">The file.</param>
public sealed record Example(string Id, string Title, string Note, string Source)
{
    /// <summary>The parameters, W1, b1, W2, b2, …; empty: they are drawn.</summary>
    public double[] Parameters { get; init; } = [];

    /// <summary>x; empty for a pattern.</summary>
    public double[] Input { get; init; } = [];

    /// <summary>t; empty for the first output 1, the others 0.</summary>
    public double[] Target { get; init; } = [];

    /// <summary>The data set that it learns; empty if none fits.</summary>
    public string Data { get; init; } = "";
}
