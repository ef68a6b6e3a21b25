namespace MlpGen.Tests.Reference;

/// <summary>Each loss of one sample, and its derivative, as <see cref="LossFunction"/> states them.</summary>
internal static class ReferenceLoss
{
    /// <summary>The loss of one sample.</summary>
    /// <param name="loss">Which.</param>
    /// <param name="delta">The δ of Huber.</param>
    /// <param name="z">The last pre-activation, from which the cross entropies are computed.</param>
    /// <param name="y">The output.</param>
    /// <param name="t">The target.</param>
    public static double Value(LossFunction loss, double delta, double[] z, double[] y, double[] t)
    {
        int n = y.Length;
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            double d = y[j] - t[j];
            sum += loss switch
            {
                LossFunction.MeanSquaredError => d * d / n,
                LossFunction.HalfSquaredError => d * d / 2,
                LossFunction.SumSquaredError => d * d,
                LossFunction.MeanAbsoluteError => Math.Abs(d) / n,
                LossFunction.Huber => (Math.Abs(d) <= delta ? d * d / 2 : delta * (Math.Abs(d) - (delta / 2))) / n,

                // −t·log softmax(z)ⱼ
                LossFunction.CrossEntropy => -t[j] * LogSoftmax(z)[j],

                // −t·log σ(z) − (1 − t)·log(1 − σ(z)), with log σ(z) = z − softplus(z) and log(1 − σ(z)) = −softplus(z)
                LossFunction.BinaryCrossEntropy => (ReferenceActivation.Softplus(z[j]) - (t[j] * z[j])) / n,
                _ => throw new ArgumentOutOfRangeException(nameof(loss)),
            };
        }

        return sum;
    }

    /// <summary>∂L/∂y of one sample, for the losses that are functions of y.</summary>
    public static double[] OutputGradient(LossFunction loss, double delta, double[] y, double[] t)
    {
        int n = y.Length;
        return [.. y.Zip(t, (yj, tj) => yj - tj).Select(d => loss switch
        {
            LossFunction.MeanSquaredError => 2 * d / n,
            LossFunction.HalfSquaredError => d,
            LossFunction.SumSquaredError => 2 * d,
            LossFunction.MeanAbsoluteError => (double.IsNaN(d) ? d : Math.Sign(d)) / (double)n,
            LossFunction.Huber => (Math.Abs(d) <= delta ? d : delta * (double.IsNaN(d) ? d : Math.Sign(d))) / n,
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        })];
    }

    /// <summary>∂L/∂z of one sample, z the last pre-activation, for the cross entropies.</summary>
    public static double[] LogitGradient(LossFunction loss, double[] z, double[] t)
    {
        if (loss == LossFunction.CrossEntropy)
        {
            double[] p = ReferenceActivation.Softmax(z);
            return [.. p.Zip(t, (pj, tj) => (pj * t.Sum()) - tj)];
        }

        return [.. z.Zip(t, (zj, tj) => (ReferenceActivation.Sigmoid(zj) - tj) / z.Length)];
    }

    /// <summary>Whether the loss is computed from the last pre-activation.</summary>
    public static bool IsFused(LossFunction loss) => loss is LossFunction.CrossEntropy or LossFunction.BinaryCrossEntropy;

    /// <summary>The differences y − t at which the loss has a kink, or a step in its second derivative.</summary>
    public static double[] Kinks(LossFunction loss) => loss == LossFunction.MeanAbsoluteError ? [0] : [];

    /// <summary>log pⱼ = (zⱼ − max z) − log Σₖ e^(zₖ − max z).</summary>
    private static double[] LogSoftmax(double[] z)
    {
        double max = z.Max(), log = Math.Log(z.Sum(zk => Math.Exp(zk - max)));
        return [.. z.Select(zj => zj - max - log)];
    }
}
