namespace MlpGen.Playground.Tests.Browser;

/// <summary>Tests that <c>.ci/run</c> runs, which installs what they need; elsewhere they are skipped, and say so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWhereBrowserAttribute : FactAttribute
{
    /// <summary>The variable that names the browser.</summary>
    public const string Variable = "MLPGEN_BROWSER";

    public FactWhereBrowserAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"The page is tested in Chromium: set {Variable} to its path, as .ci/run does (Debian: apt-get install chromium; /usr/bin/chromium).";
        }
    }
}
