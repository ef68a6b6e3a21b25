namespace MlpGen.Benchmarks.Contenders;

/// <summary>The losses of the networks measured, for the contenders that are written by hand.</summary>
internal static class OutputLoss
{
    /// <summary>Adds a sample to the mean loss over <paramref name="samples"/>, and overwrites <paramref name="gradient"/> with its
    /// gradient: ∂L/∂y, or ∂L/∂z after a softmax, where y − t is all that remains.</summary>
    public static float ValueAndGradient(LossFunction loss, ReadOnlySpan<float> y, ReadOnlySpan<float> t, int samples, Span<float> gradient)
    {
        float sum = 0;
        if (loss == LossFunction.CrossEntropy)
        {
            for (int j = 0; j < y.Length; j++)
            {
                sum -= t[j] == 0 ? 0 : t[j] * MathF.Log(y[j]);
                gradient[j] = (y[j] - t[j]) / samples;
            }

            return sum / samples;
        }

        float scale = Scale(loss, y.Length) / samples;
        for (int j = 0; j < y.Length; j++)
        {
            float difference = y[j] - t[j];
            sum += difference * difference;
            gradient[j] = 2 * scale * difference;
        }

        return scale * sum;
    }

    private static float Scale(LossFunction loss, int outputs) => loss switch
    {
        LossFunction.HalfSquaredError => 0.5f,
        LossFunction.MeanSquaredError => 1f / outputs,
        _ => 1,
    };
}
