using MlpGen;

namespace Agents;

/// <summary>What steers an agent: from where its target is and how it moves, to how hard it turns and pushes.</summary>
[Layer(Field.Senses, 12, Activation.Tanh)]
[Layer(12, Field.Actions, Activation.Tanh)]
internal sealed partial class Pilot;
