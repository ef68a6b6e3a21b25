using MlpGen;
using static MlpGen.Activation;

namespace FrozenDigits;

#pragma warning disable MLP105 // 24 units are too few to be faster in integers: memory, and the same bits everywhere, are what these are for

/// <summary>The same network in integers of 8 bits: a quarter of the memory, the same bits on every machine, and a proof of how far its
/// probabilities can be from those of <see cref="Digits"/>.</summary>
[Layer(Drawing.Pixels, 24, Relu)]
[Layer(24, 10, Softmax)]
[Frozen("digits.weights.json", Quantization = Quantization.Int8, InputMinimum = 0, InputMaximum = 1)]
internal static partial class DigitsInBytes;

/// <summary>The same in integers of 16 bits: half of the memory, and a proof that says much more.</summary>
[Layer(Drawing.Pixels, 24, Relu)]
[Layer(24, 10, Softmax)]
[Frozen("digits.weights.json", Quantization = Quantization.Int16, InputMinimum = 0, InputMaximum = 1)]
internal static partial class DigitsInShorts;

#pragma warning restore MLP105
