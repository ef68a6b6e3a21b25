namespace MlpGen.Numerics;

/// <summary>Activation functions and their derivatives, as PyTorch defines them, for scalars and SIMD vectors.</summary>
public static partial class ActivationMath;
