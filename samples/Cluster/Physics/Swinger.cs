using MlpGen;
using static MlpGen.Activation;

namespace Cluster.Physics;

/// <summary>What is learnt: from place, speed, cosine and sine of the angle, and spin to a push from −1 to 1.</summary>
[Layer(5, 8, Tanh)]
[Layer(8, 1, Tanh)]
public partial class Swinger;
