using MlpGen;
using static MlpGen.Activation;

namespace Cluster.Physics;

/// <summary>What is learnt: from place, speed, 1 − cosine and sine of the angle, and spin to a push from −1 to 1. All are 0 where nothing is to be done, and there are
/// no biases: so near the goal it is a linear controller, of which a few in a thousand drawn ones hold the pole.</summary>
[Layer(5, 8, Tanh, Bias = false)]
[Layer(8, 1, Tanh, Bias = false)]
public partial class Swinger;
