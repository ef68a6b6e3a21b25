using MlpGen;
using static MlpGen.Activation;

namespace FrozenDigits;

/// <summary>The same network in integers of 8 bits: a quarter of the memory, the same bits on every machine, and a proof of how far its
/// probabilities can be from those of <see cref="Digits"/>.</summary>
#pragma warning disable MLP105 // 24 units are too few to be faster in integers; memory and bits are what this is for
[Layer(Drawing.Pixels, 24, Relu)]
[Layer(24, 10, Softmax)]
[Frozen("digits.weights.json", Quantization = Quantization.Int8, InputMinimum = 0, InputMaximum = 1)]
internal static partial class SmallDigits;
#pragma warning restore MLP105
