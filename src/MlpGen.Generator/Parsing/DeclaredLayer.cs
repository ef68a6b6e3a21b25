using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>One <c>[Layer]</c> as far as it could be read. What is wrong or half typed is null, so that rules about several
/// layers skip it: one mistake, one diagnostic.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Attribute">Where it is written.</param>
/// <param name="Inputs">Rows of W, if legal.</param>
/// <param name="Outputs">Columns of W, if legal.</param>
/// <param name="Activation">The activation, if it exists.</param>
/// <param name="Spec">The whole layer, if nothing is wrong with it.</param>
internal sealed record DeclaredLayer(
    int Number,
    DeclaredAttribute Attribute,
    int? Inputs,
    int? Outputs,
    Activation? Activation,
    LayerSpec? Spec);
