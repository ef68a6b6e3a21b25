namespace MlpGen.Training;

/// <summary>The receiver operating characteristic: which share of the yes, and of the no, lies above each cut.</summary>
internal static class RocCurve
{
    /// <summary>The area under the curve: over all pairs of a yes and a no, the share in which the yes has the larger score, equal ones
    /// counting half. NaN if a score is.</summary>
    /// <param name="scores">One for each sample. Sorted by this.</param>
    /// <param name="votes">How often each sample counts, a no below zero. Put into the same order.</param>
    /// <param name="hasBoth">Whether there is a yes and a no, without which there is no area.</param>
    public static double Area(double[] scores, double[] votes, out bool hasBoth)
    {
        Array.Sort(scores, votes); // NaN comes first
        double below = 0, yes = 0, pairs = 0;
        for (int i = 0, end; i < scores.Length; i = end)
        {
            double equalYes = 0, equalNo = 0;
            for (end = i; end < scores.Length && scores[end].Equals(scores[i]) | scores[end] == scores[i]; end++)
            {
                equalYes += Math.Max(0, votes[end]);
                equalNo += Math.Max(0, -votes[end]);
            }

            pairs += equalYes * (below + equalNo / 2.0);
            below += equalNo;
            yes += equalYes;
        }

        hasBoth = yes > 0 && below > 0;
        return double.IsNaN(scores[0]) ? double.NaN : pairs / (yes * below);
    }
}
