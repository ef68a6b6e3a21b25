namespace MlpGen.Playground.Texts;

/// <summary>A piece of a line of C#.</summary>
/// <param name="Text">What stands there.</param>
/// <param name="Kind">Its class in the style sheet; empty for plain text.</param>
/// <param name="Start">Its place in the file, in characters.</param>
public readonly record struct CodeToken(string Text, string Kind, int Start);
