using MlpGen.Numerics;

namespace MlpGen.Evolution;

/// <summary>The weights and rates of CMA-ES: those of table 1 of N. Hansen, <i>The CMA Evolution Strategy: A Tutorial</i> (arXiv:1604.00772), by
/// its names.</summary>
internal sealed class CmaEsConstants
{
    /// <param name="n">How many parameters there are.</param>
    /// <param name="members">λ.</param>
    /// <param name="active">Whether the worse half has weights, too, which are negative.</param>
    public CmaEsConstants(int n, int members, bool active)
    {
        Parents = members / 2;
        Weights = new double[members];
        double middle = ReproducibleMath.Log((members + 1) / 2.0);
        for (int i = 0; i < members; i++)
        {
            Weights[i] = middle - ReproducibleMath.Log((double)(i + 1));
        }

        ReadOnlySpan<double> good = Weights.AsSpan(0, Parents), bad = Weights.AsSpan(Parents);
        MuEff = Effective(good);
        CSigma = (MuEff + 2) / (n + MuEff + 5);
        DSigma = 1 + 2 * Math.Max(0, Math.Sqrt((MuEff - 1) / (n + 1)) - 1) + CSigma;
        CC = (4 + MuEff / n) / (n + 4 + 2 * MuEff / n);
        C1 = 2 / ((n + 1.3) * (n + 1.3) + MuEff);
        CMu = Math.Min(1 - C1, 2 * (0.25 + MuEff + 1 / MuEff - 2) / ((n + 2.0) * (n + 2.0) + MuEff));
        ExpectedNorm = Math.Sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));

        double alpha = CMu > 0
            ? Math.Min(Math.Min(1 + C1 / CMu, 1 + 2 * Effective(bad) / (MuEff + 2)), (1 - C1 - CMu) / (n * CMu))
            : 0;
        double positive = Sum(good), negative = -Sum(bad);
        for (int i = 0; i < members; i++)
        {
            Weights[i] = i < Parents ? Weights[i] / positive
                : active && negative > 0 ? Math.Min(0, alpha * Weights[i] / negative)
                : 0;
        }

        DecompositionInterval = (int)Math.Max(1, Math.Min(1_000_000, 1 / ((C1 + CMu) * n * 10)));
    }

    /// <summary>μ, how many members the new mean is made of.</summary>
    public int Parents { get; }

    /// <summary>w, the best member's first: those of the parents are positive, with sum 1; of the others negative or 0.</summary>
    public double[] Weights { get; }

    /// <summary>μ_eff = (Σw)² / Σw² of the parents: how many members of equal weights would be worth as much.</summary>
    public double MuEff { get; }

    /// <summary>c_σ, how fast the path of the step size forgets.</summary>
    public double CSigma { get; }

    /// <summary>d_σ, how slowly the step size changes.</summary>
    public double DSigma { get; }

    /// <summary>c_c, how fast the path of the covariance matrix forgets.</summary>
    public double CC { get; }

    /// <summary>c₁, how much the path teaches the covariance matrix.</summary>
    public double C1 { get; }

    /// <summary>c_μ, how much the members teach it.</summary>
    public double CMu { get; }

    /// <summary>E‖N(0, I)‖ = √n·(1 − 1/(4n) + 1/(21n²)), nearly.</summary>
    public double ExpectedNorm { get; }

    /// <summary>After how many generations the covariance matrix is decomposed again, so that this costs no more than the rest.</summary>
    public int DecompositionInterval { get; }

    private static double Effective(ReadOnlySpan<double> weights)
    {
        double sum = 0, squares = 0;
        foreach (double weight in weights)
        {
            sum += weight;
            squares += weight * weight;
        }

        return squares > 0 ? sum * sum / squares : 0;
    }

    private static double Sum(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        return sum;
    }
}
