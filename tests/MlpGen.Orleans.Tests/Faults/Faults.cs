namespace MlpGen.Orleans.Tests.Faults;

/// <summary>Tests with processes of their own, one after the other: they share the machine's loopback addresses.</summary>
[CollectionDefinition(nameof(Faults), DisableParallelization = true)]
public sealed class Faults;
