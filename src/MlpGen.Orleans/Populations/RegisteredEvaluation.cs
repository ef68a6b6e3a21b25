using System.Numerics;
using System.Runtime.InteropServices;

namespace MlpGen.Cluster;

/// <summary>An evaluation by name, without its type argument: grains know none.</summary>
internal abstract class RegisteredEvaluation
{
    /// <summary>The fitness of each member of a chunk.</summary>
    public abstract double[] Evaluate(EvaluationRequest request);
}

/// <inheritdoc/>
internal sealed class RegisteredEvaluation<T>(MemberEvaluation<T> evaluate) : RegisteredEvaluation
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double[] Evaluate(EvaluationRequest request)
    {
        // NaN where nothing is written, so that a member that was forgotten does not pass for one of fitness 0.
        double[] fitness = new double[request.Count];
        Array.Fill(fitness, double.NaN);
        evaluate(MemoryMarshal.Cast<byte, T>(request.Members), new MemberChunk(request.First, request.Count, request.Generation), fitness);
        return fitness;
    }
}
