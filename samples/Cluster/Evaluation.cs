using Cluster.Physics;
using MlpGen.Cluster;

namespace Cluster;

/// <summary>What silos do: the fitness of members, each from some starts.</summary>
internal static class Evaluation
{
    /// <summary>Its name in the cluster.</summary>
    public const string Name = "cart-pole";

    /// <summary>What weights cost: without it they grow for ever, since a push that is stronger than the strongest is no other push.</summary>
    private const double WeightPenalty = 1e-7;

    /// <summary>Registers it.</summary>
    public static void AddTo(ClusterBuilder cluster) => cluster.AddEvaluation<float>(Name, Evaluate);

    /// <summary>The mean over a hanging and a falling start, less what large weights cost. A member's depends on nothing but its parameters and the generation, so that it does not
    /// matter who evaluates it.</summary>
    public static void Evaluate(ReadOnlySpan<float> members, MemberChunk chunk, Span<double> fitness)
    {
        for (int member = 0; member < chunk.Count; member++)
        {
            ReadOnlySpan<float> parameters = members.Slice(member * Swinger.ParameterCount, Swinger.ParameterCount);
            fitness[member] = (Episode.Fitness(parameters, Episode.Hanging(chunk.Generation)) + Episode.Fitness(parameters, Episode.Falling(chunk.Generation))) / 2
                - WeightPenalty * MeanSquare(parameters);
        }
    }

    private static double MeanSquare(ReadOnlySpan<float> parameters)
    {
        double sum = 0;
        foreach (float parameter in parameters)
        {
            sum += (double)parameter * parameter;
        }

        return sum / parameters.Length;
    }
}
