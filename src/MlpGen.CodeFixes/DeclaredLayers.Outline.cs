using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlpGen.Generator.Model;
using MlpGen.Generator.Weights;

namespace MlpGen.CodeFixes;

/// <content>Layers beside those of a weights file.</content>
internal sealed partial class DeclaredLayers
{
    /// <summary>Whether an attribute says what a file says of a layer, as far as the file says it.</summary>
    public bool Says(AttributeSyntax layer, LayerOutline outline)
    {
        string? activation = ActivationOf(layer, CancellationToken.None);
        return Equals(ValueOf(layer, "inputs"), outline.Inputs)
            && Equals(ValueOf(layer, "outputs"), outline.Outputs)
            && (ValueOf(layer, "Bias") as bool? ?? true) == outline.HasBias
            && (outline.Activation is null || activation == outline.Activation)
            && (outline.Alpha is not { } alpha || (ValueOf(layer, "Alpha") is { } given ? Convert.ToDouble(given) : DefaultAlpha(activation)) == alpha);
    }

    /// <summary>The α of an activation that is named without one.</summary>
    public static double DefaultAlpha(string? activation) => activation == nameof(Activation.Elu) ? 1 : 0.01;

    private object? ValueOf(AttributeSyntax layer, string name) =>
        Argument(layer, name) is { } argument ? model.GetConstantValue(argument.Expression).Value : null;
}
