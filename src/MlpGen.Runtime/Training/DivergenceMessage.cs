namespace MlpGen.Training;

/// <summary>What a <see cref="TrainingDivergedException"/> says.</summary>
internal static class DivergenceMessage
{
    /// <summary>A loss that is not finite, or a finite one whose step left parameters that are not.</summary>
    /// <param name="epoch">1 for the first.</param>
    /// <param name="batch">1 for the first mini-batch of the epoch.</param>
    /// <param name="loss">Of that mini-batch.</param>
    /// <param name="parameter">The largest parameter, or one that is NaN.</param>
    /// <param name="value">Its value.</param>
    /// <param name="restoredEpoch">Whose first weights the network has again.</param>
    /// <param name="inData">Which number of the training set is not finite, though all were when training began; null for none.</param>
    public static string Of(int epoch, int batch, double loss, string parameter, double value, int restoredEpoch, string? inData)
    {
        string found = double.IsFinite(loss)
            ? FormattableString.Invariant(
                $"Expected finite parameters, but after epoch {epoch}, batch {batch}, whose loss was {loss:G6}, the largest parameter was {parameter} = {value:G6}. ")
            : FormattableString.Invariant(
                $"Expected a finite loss, but it was {loss} in epoch {epoch}, batch {batch}; the largest parameter was {parameter} = {value:G6}. ");
        string restored = FormattableString.Invariant($"The network has the last good weights again, those that epoch {restoredEpoch} began with. ");
        string advice = inData is null
            ? "A smaller learning rate, clipped gradients or normalised inputs may help."
            : $"The training set has changed since training began: {inData}.";
        return found + restored + advice;
    }

    /// <summary>Parameters that are not finite before the first step.</summary>
    public static string OfBeginning(string parameter, double value) => FormattableString.Invariant(
        $"Expected finite parameters to begin with, but {parameter} is {value}. Initialize the network, or load its weights again.");

    /// <summary>A loss, or a gradient, that is not finite before the first step.</summary>
    public static string OfFirstLoss(double loss, string parameter, double value) => FormattableString.Invariant(
        $"Expected a finite {(double.IsFinite(loss) ? "gradient" : "loss")} to begin with, but the loss is {loss:G6}; the largest parameter is {parameter} = {value:G6}. Initialize the network again, or normalise inputs and targets.");
}
