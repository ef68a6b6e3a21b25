using MlpGen;
using static MlpGen.Activation;

namespace FrozenDigits;

/// <summary>Recognises a digit of 8 × 8 pixels: the probability of each of the ten. Its weights are part of the assembly.</summary>
[Layer(Drawing.Pixels, 24, Relu)]
[Layer(24, 10, Softmax)]
[Frozen("digits.weights.json")]
internal static partial class Digits;
