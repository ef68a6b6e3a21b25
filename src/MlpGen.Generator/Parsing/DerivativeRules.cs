using Microsoft.CodeAnalysis;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>What <c>Derivatives</c> cannot be combined with: MLP014.</summary>
internal static class DerivativeRules
{
    private const string Argument = "Derivatives";

    /// <summary>Reports what excludes the derivatives that are wanted.</summary>
    public static void Check(Switches? switches, LossSpec? loss, bool isFrozen, LayerSpec[]? layers, ProblemList problems)
    {
        if (switches is not { Attribute: { } attribute } || switches.Derivatives == Derivatives.None)
        {
            return;
        }

        Location place = attribute.LocationOf(Argument);
        foreach (string message in Messages(switches, loss, isFrozen, layers))
        {
            problems.Add(Descriptors.Incompatible, place, message);
        }
    }

    private static IEnumerable<string> Messages(Switches switches, LossSpec? loss, bool isFrozen, LayerSpec[]? layers)
    {
        Derivatives wanted = switches.Derivatives;
        if (isFrozen)
        {
            yield return Diagnostics.Messages.DerivativesOfFrozen;
            yield break;
        }

        if (!switches.Backward)
        {
            yield return Diagnostics.Messages.DerivativesWithoutBackward;
        }

        if (switches.IsReproducible)
        {
            yield return Diagnostics.Messages.ReproducibleDerivatives;
        }

        if (wanted.HasFlag(Derivatives.HessianVector) && loss is null)
        {
            yield return Diagnostics.Messages.HessianWithoutLoss;
        }

        if (layers is null)
        {
            yield break;
        }

        long bytes = DerivativeMemory.Of(layers, wanted) * Names.ScalarBytes(switches.Precision);
        if (bytes > Limits.DerivativeBytes)
        {
            yield return Diagnostics.Messages.DerivativesTooDeep(bytes);
        }

        long parameters = layers.Sum(static layer => (long)layer.WeightCount + (layer.HasBias ? layer.Outputs : 0));
        long elements = layers[layers.Length - 1].Outputs * parameters;
        if (wanted.HasFlag(Derivatives.ParameterJacobian) && elements > int.MaxValue)
        {
            yield return Diagnostics.Messages.ParameterJacobianTooLarge(layers[layers.Length - 1].Outputs, parameters);
        }
    }
}
