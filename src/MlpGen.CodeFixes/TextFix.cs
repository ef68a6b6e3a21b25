using Microsoft.CodeAnalysis.Text;

namespace MlpGen.CodeFixes;

/// <summary>One way to mend one mistake, as changes of text: what is not changed keeps its layout and its comments.</summary>
/// <param name="Key">Which way it is: a fix of all mistakes goes the same way everywhere.</param>
/// <param name="Title">What the menu says.</param>
/// <param name="Changes">The changes of the file with the mistake, none of which overlaps another.</param>
internal sealed record TextFix(string Key, string Title, IReadOnlyList<TextChange> Changes);
