namespace MlpGen.Cluster;

/// <summary>A part of a step: a function of the request and the data alone.</summary>
/// <param name="Weight">The sum of the weights of its samples, or how many they are; 0 if there are none, and then nothing else counts.</param>
/// <param name="Loss">Their mean loss; a network's number as a double, which holds it exactly.</param>
/// <param name="Gradient">That of the mean loss, as it lies in memory; empty without samples.</param>
/// <param name="Silo">Where it was computed; filled in by the grain.</param>
/// <param name="Refusal">Why there is no answer, should this silo not have what the request is about; asking it again would not help.</param>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.ShardAnswer")]
internal sealed record ShardAnswer(
    [property: Id(0)] double Weight, [property: Id(1)] double Loss, [property: Id(2)] byte[] Gradient, [property: Id(3)] string Silo = "", [property: Id(4)] string? Refusal = null);
