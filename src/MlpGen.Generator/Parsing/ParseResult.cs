using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;
using MlpGen.Generator.Parsing.Frozen;

namespace MlpGen.Generator.Parsing;

/// <summary>What one parse of a class gives: separate outputs, since code must not be generated again when only a problem moves.</summary>
/// <param name="Spec">What to generate; null if anything is wrong.</param>
/// <param name="Outline">What to write if anything is wrong; null if nothing is, or if nothing can be added to the class at all.</param>
/// <param name="Problems">What to report.</param>
/// <param name="FrozenPlace">Where a weights file is named, if one is.</param>
internal sealed record ParseResult(
    NetworkSpec? Spec, OutlineSpec? Outline, EquatableArray<Problem> Problems, FrozenPlace? FrozenPlace = null);
