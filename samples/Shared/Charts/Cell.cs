namespace Charts;

/// <summary>A shaded square with a text in it.</summary>
/// <param name="X">Its place on a horizontal axis of names.</param>
/// <param name="Y">Its place on a vertical one.</param>
/// <param name="Strength">How dark it is, from 0 to 1.</param>
/// <param name="Text">What stands in it.</param>
public sealed record Cell(int X, int Y, double Strength, string Text);
