using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>A stand-in until planning exists.</summary>
internal sealed record NetworkPlan(NetworkSpec Spec);
