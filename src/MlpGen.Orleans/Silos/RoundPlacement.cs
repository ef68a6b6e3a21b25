using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime;

namespace MlpGen.Cluster;

/// <summary>Numbered grains go round the silos: the number at the end of a key, after its last slash, says on which silo in the order of addresses
/// a grain is placed. So shards of a step are spread evenly, which no strategy by chance or by load does with a few grains.</summary>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.RoundPlacement")]
internal sealed class RoundPlacement : PlacementStrategy;

/// <summary>Placed by <see cref="RoundPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RoundPlacementAttribute() : PlacementAttribute(new RoundPlacement());
