namespace MlpGen.Cluster;

/// <summary>Decides which settings go on, from results alone: a sweep that is resumed decides as it did before.</summary>
internal static class Halving
{
    /// <summary>The settings that are trained at a rung, in order.</summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="rung">0 for the first.</param>
    /// <param name="results">All those of the rungs before.</param>
    public static IReadOnlyList<int> SettingsAt(SweepPlan plan, int rung, IReadOnlyCollection<TrialResult> results)
    {
        IReadOnlyList<int> alive = [.. Enumerable.Range(0, plan.Settings.Count)];
        for (int before = 0; before < rung; before++)
        {
            int kept = Math.Max(1, (int)Math.Ceiling(alive.Count * plan.Keep - 1e-9));
            alive = [.. alive.OrderBy(setting => MeanLoss(plan, setting, before, results)).Take(kept).Order()];
        }

        return alive;
    }

    /// <summary>The trials of a rung, in order.</summary>
    public static IEnumerable<int> TrialsAt(SweepPlan plan, int rung, IReadOnlyCollection<TrialResult> results) =>
        SettingsAt(plan, rung, results).SelectMany(setting => Enumerable.Range(setting * plan.Seeds.Count, plan.Seeds.Count));

    /// <summary>Over the seeds; infinite if one of them failed or diverged, so that such settings go first. Of equals, the first in the plan stays.</summary>
    private static double MeanLoss(SweepPlan plan, int setting, int rung, IReadOnlyCollection<TrialResult> results)
    {
        double mean = results.Where(result => result.Rung == rung && result.Trial / plan.Seeds.Count == setting)
            .OrderBy(result => result.Trial).Average(result => result.Loss);
        return double.IsNaN(mean) ? double.PositiveInfinity : mean;
    }
}
