namespace MlpGen.Training;

/// <summary>The loss or a parameter became NaN or infinite. The network has the last good weights again.</summary>
/// <remarks>Or a parameter was so before the first step: the message says it, and nothing has changed.</remarks>
public sealed class TrainingDivergedException : ArithmeticException
{
    internal TrainingDivergedException(string message, int epoch, int batch, double loss, string largestParameter, double largestValue)
        : base(message)
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

    /// <summary>The loss of that mini-batch: finite, if it was the last of the epoch and its step left parameters that were not; NaN, if
    /// there was no step.</summary>
    public double Loss { get; }

    /// <summary>The parameter with the largest absolute value, or the first that was NaN: <c>W2[0,1]</c> joins input 0 of layer 2 to
    /// output 1, <c>b1[2]</c> is a bias.</summary>
    public string LargestParameter { get; }

    /// <summary>Its value.</summary>
    public double LargestValue { get; }
}
