namespace MlpGen.Playground.Texts;

/// <summary>The lines of a generated file that belong to one layer in one pass, or to the loss, or are a method's head.</summary>
/// <param name="Title">Such as <c>Layer 2, backward</c>, or <c>Backward</c>.</param>
/// <param name="Layer">Counted from 1; 0 if it is of none.</param>
/// <param name="IsMember">Whether it is a method, in which others stand.</param>
/// <param name="First">The first line, counted from 0.</param>
/// <param name="End">The line behind the last.</param>
public sealed record TextbookBlock(string Title, int Layer, bool IsMember, int First, int End);
