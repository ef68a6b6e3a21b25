using System.Collections.Immutable;

namespace MlpGen.Playground.Compiler;

/// <summary>What the generator or the compiler says about a place in the user's file.</summary>
/// <param name="Id">Such as <c>MLP004</c>, or <c>CS1002</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Start">Where the place begins, in characters from the beginning of the file.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Column">Its column, counted from 1.</param>
/// <param name="HelpPage">The page about it in Markdown; empty for what the compiler says.</param>
/// <param name="Fixes">The ways to mend it.</param>
public sealed record Problem(
    string Id, ProblemSeverity Severity, string Message, int Start, int Length, int Line, int Column, string HelpPage, ImmutableArray<Fix> Fixes);

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>The network is generated, but is probably not what was meant.</summary>
    Warning,

    /// <summary>There is no network.</summary>
    Error,
}

/// <summary>One way to mend a problem.</summary>
/// <param name="Title">What a button says.</param>
/// <param name="Source">The whole file, mended.</param>
public sealed record Fix(string Title, string Source);
