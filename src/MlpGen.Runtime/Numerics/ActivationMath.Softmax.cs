namespace MlpGen.Numerics;

public static partial class ActivationMath
{
    /// <summary>pⱼ = e^(zⱼ − max z) / Σₖ e^(zₖ − max z); in place allowed.</summary>
    public static void Softmax(ReadOnlySpan<float> z, Span<float> p)
    {
        if (p.Length != z.Length)
        {
            throw new ArgumentException($"p has {p.Length} elements, z has {z.Length}.", nameof(p));
        }

        float max = Max(z), sum = 0;
        for (int j = 0; j < z.Length; j++)
        {
            p[j] = Exp(z[j] - max);
            sum += p[j];
        }

        for (int j = 0; j < z.Length; j++)
        {
            p[j] /= sum;
        }
    }

    /// <summary>ln Σⱼ e^zⱼ, shifted by max z.</summary>
    public static float LogSumExp(ReadOnlySpan<float> z)
    {
        float max = Max(z), sum = 0;
        foreach (float zj in z)
        {
            sum += Exp(zj - max);
        }

        return max + Log(sum);
    }

    private static float Max(ReadOnlySpan<float> z)
    {
        float max = float.NegativeInfinity;
        foreach (float zj in z)
        {
            max = Math.Max(max, zj);
        }

        return max;
    }

    /// <summary>pⱼ = e^(zⱼ − max z) / Σₖ e^(zₖ − max z); in place allowed.</summary>
    public static void Softmax(ReadOnlySpan<double> z, Span<double> p)
    {
        if (p.Length != z.Length)
        {
            throw new ArgumentException($"p has {p.Length} elements, z has {z.Length}.", nameof(p));
        }

        double max = Max(z), sum = 0;
        for (int j = 0; j < z.Length; j++)
        {
            p[j] = Exp(z[j] - max);
            sum += p[j];
        }

        for (int j = 0; j < z.Length; j++)
        {
            p[j] /= sum;
        }
    }

    /// <summary>ln Σⱼ e^zⱼ, shifted by max z.</summary>
    public static double LogSumExp(ReadOnlySpan<double> z)
    {
        double max = Max(z), sum = 0;
        foreach (double zj in z)
        {
            sum += Exp(zj - max);
        }

        return max + Log(sum);
    }

    private static double Max(ReadOnlySpan<double> z)
    {
        double max = double.NegativeInfinity;
        foreach (double zj in z)
        {
            max = Math.Max(max, zj);
        }

        return max;
    }
}
