using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlpGen.Generator.Diagnostics;

/// <summary>One thing to report: a diagnostic that is equal to another by value.</summary>
/// <remarks>
/// The only record of the pipeline that holds a <see cref="SyntaxTree"/>: a location that names the file alone would escape
/// <c>#pragma warning disable</c>. It never reaches a spec, so generated code does not depend on it.
/// </remarks>
/// <param name="Descriptor">Which diagnostic.</param>
/// <param name="Tree">The file; null where there is nothing to point at.</param>
/// <param name="Span">The characters to underline.</param>
/// <param name="Message">The sentence, ready to show.</param>
/// <param name="Place">The place in a file that is not C#; null in one that is.</param>
internal sealed record Problem(
    DiagnosticDescriptor Descriptor, SyntaxTree? Tree, TextSpan Span, string Message, FileLinePositionSpan? Place = null)
{
    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location(), Message);

    private Location Location() => Place is { } place ? Microsoft.CodeAnalysis.Location.Create(place.Path, Span, place.Span)
        : Tree is null ? Microsoft.CodeAnalysis.Location.None
        : Microsoft.CodeAnalysis.Location.Create(Tree, Span);
}
