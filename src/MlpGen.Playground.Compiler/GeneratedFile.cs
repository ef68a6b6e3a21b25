namespace MlpGen.Playground.Compiler;

/// <summary>A file that the generator wrote.</summary>
/// <param name="Name">Such as <c>TinyNet.g.cs</c>.</param>
/// <param name="Text">All of it, with <c>\n</c> at the ends of lines.</param>
public sealed record GeneratedFile(string Name, string Text);
