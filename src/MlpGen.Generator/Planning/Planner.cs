using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>A stand-in until planning exists.</summary>
internal static class Planner
{
    public static NetworkPlan Plan(NetworkSpec spec) => new(spec);
}
