namespace MlpGen.Orleans.Tests.Faults;

/// <summary>Tests that share a cluster of processes, one after the other.</summary>
[CollectionDefinition(nameof(ProcessCluster), DisableParallelization = true)]
public sealed class ProcessClusterTests : ICollectionFixture<ProcessCluster>;
