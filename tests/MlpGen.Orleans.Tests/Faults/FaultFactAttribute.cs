namespace MlpGen.Orleans.Tests.Faults;

/// <summary>A test of some seconds that kills processes, with Redis: where <see cref="Variable"/> is set, as <c>.ci/run</c> does. There it fails if
/// redis-server is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FaultFactAttribute : FactAttribute
{
    /// <summary>1 where they run.</summary>
    public const string Variable = "MLPGEN_FAULTS";

    /// <summary>Whether they run here.</summary>
    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Skips the test elsewhere.</summary>
    public FaultFactAttribute()
    {
        if (!IsOn)
        {
            Skip = "Faults of a cluster need redis-server and a minute or two: set MLPGEN_FAULTS=1 where it is installed, as .ci/run does.";
        }
    }
}
