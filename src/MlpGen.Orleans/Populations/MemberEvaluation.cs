using System.Numerics;

namespace MlpGen.Cluster;

/// <summary>Computes the fitness of some members of a population, on a silo.</summary>
/// <remarks>The fitness of a member must depend on nothing but its parameters, its number and the generation, in the last bit too: members are handed
/// out in chunks, and those of a silo that died are evaluated again elsewhere.</remarks>
/// <typeparam name="T">The number type of members.</typeparam>
/// <param name="members">Their parameters, a row for each.</param>
/// <param name="chunk">Which members they are.</param>
/// <param name="fitness">A number for each, to be written.</param>
public delegate void MemberEvaluation<T>(ReadOnlySpan<T> members, MemberChunk chunk, Span<double> fitness)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>Members that follow each other in a population.</summary>
/// <param name="First">The number of the first, 0 for the first of the population.</param>
/// <param name="Count">How many.</param>
/// <param name="Generation">The caller's, for seeds of episodes for instance.</param>
public readonly record struct MemberChunk(int First, int Count, long Generation);
