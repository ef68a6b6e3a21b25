using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Where the chain rule begins, in a method that perhaps has the loss before it: dy is read where that has not been, and dz follows, unless the
/// loss has given it.</summary>
internal static class OutputGradientBlock
{
    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="formulas">The formulas of the method.</param>
    /// <param name="step">The step.</param>
    /// <param name="hasLoss">Whether the method has a loss: what that gives has been declared for both ways.</param>
    /// <param name="type">The type of a variable that is declared here.</param>
    /// <param name="read">Writes the code of dy, behind a declaration or none.</param>
    /// <param name="chain">Writes that of dz.</param>
    public static void Write(
        SourceWriter writer, Formulas formulas, OutputGradientStep step, bool hasLoss, string type, Action<string> read, Action<string> chain)
    {
        bool givesDelta = hasLoss && step.MayBeGiven;
        if (hasLoss)
        {
            writer.Open("else");
        }
        else
        {
            formulas.Backward(step.Layer);
        }

        read(hasLoss && !givesDelta ? "" : type);
        if (hasLoss && !givesDelta)
        {
            writer.Close();
            formulas.Backward(step.Layer);
        }

        formulas.PreActivationGradient(step.Layer);
        chain(givesDelta ? "" : type);
        if (givesDelta)
        {
            writer.Close();
            formulas.Backward(step.Layer);
        }
    }
}
