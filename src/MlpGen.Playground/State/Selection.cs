namespace MlpGen.Playground.State;

/// <summary>What is looked at: drawing, formulas and text all mark it.</summary>
/// <param name="Layer">Counted from 1; 0: none.</param>
/// <param name="Symbol">What of it: z1, dW2, …; null: all of the layer.</param>
/// <param name="Row">The row of a number.</param>
/// <param name="Column">Its column; −1: no number.</param>
public sealed record Selection(int Layer, string? Symbol = null, int Row = 0, int Column = -1)
{
    /// <summary>Nothing is chosen.</summary>
    public static Selection None { get; } = new(0);
}
