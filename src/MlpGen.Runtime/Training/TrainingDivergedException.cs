using System.Globalization;

namespace MlpGen.Training;

/// <summary>The loss or a parameter became NaN or infinite. The network has the last good weights again.</summary>
public sealed class TrainingDivergedException : ArithmeticException
{
    internal TrainingDivergedException(int epoch, int batch, double loss, string largestParameter, double largestValue, int restoredEpoch)
        : base(Describe(epoch, batch, loss, largestParameter, largestValue, restoredEpoch))
    {
        Epoch = epoch;
        Batch = batch;
        Loss = loss;
        LargestParameter = largestParameter;
        LargestValue = largestValue;
    }

    /// <summary>1 for the first.</summary>
    public int Epoch { get; }

    /// <summary>1 for the first mini-batch of the epoch.</summary>
    public int Batch { get; }

    /// <summary>The loss of that mini-batch; NaN also if it was finite, but the last step of the epoch left parameters that were
    /// not.</summary>
    public double Loss { get; }

    /// <summary>The parameter with the largest absolute value, or the first that was NaN: <c>W2[0,1]</c> joins input 0 of layer 2 to
    /// output 1, <c>b1[2]</c> is a bias.</summary>
    public string LargestParameter { get; }

    /// <summary>Its value.</summary>
    public double LargestValue { get; }

    private static string Describe(int epoch, int batch, double loss, string largestParameter, double largestValue, int restoredEpoch) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Expected a finite loss, but it was {loss} in epoch {epoch}, batch {batch}; the largest parameter was {largestParameter} = {largestValue:G6}. ") +
        string.Create(
            CultureInfo.InvariantCulture,
            $"The network has the last good weights again, those that epoch {restoredEpoch} began with. ") +
        "A smaller learning rate, clipped gradients or normalised inputs may help.";
}
