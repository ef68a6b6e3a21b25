using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>What one parse of a class gives: two outputs, since code must not be generated again when only a problem moves.</summary>
/// <param name="Spec">What to generate; null if anything is wrong.</param>
/// <param name="Problems">What to report.</param>
internal sealed record ParseResult(NetworkSpec? Spec, EquatableArray<Problem> Problems);
