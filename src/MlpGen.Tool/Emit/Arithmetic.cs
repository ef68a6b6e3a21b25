using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>How a generated network with <c>[Network(Reproducible = true)]</c> is written, which is a part of its arithmetic: docs/reproducible.md has all of
/// it.</summary>
internal static class Arithmetic
{
    /// <summary>The arithmetic that is written here.</summary>
    public const int Number = 1;

    /// <summary>da of wide layers is summed by so many outputs at a time, where the network is written layer by layer.</summary>
    public const int OutputsAtOnce = 128;

    private const int UnrolledMultiplyAdds = 48, ScalarMultiplyAdds = 16, ScalarExponentials = 4;

    /// <summary>Whether da of the layer before one is summed in parts: rows that fill the shortest vectors are.</summary>
    public static bool SumsInParts(DenseNetwork network, LayerInfo layer) =>
        IsLayered(network) && layer.Outputs > OutputsAtOnce && layer.Inputs >= (network.Precision == Precision.Single ? 4 : 2);

    /// <summary>Whether it is written layer by layer, else number by number: by size, as the generator's Choices decide if nothing is asked for.</summary>
    public static bool IsLayered(DenseNetwork network)
    {
        int exponentials = network.Layers.ToArray().Where(static layer => IsExponential(layer.Activation)).Sum(static layer => layer.Outputs);
        return network.MultiplyAdds > UnrolledMultiplyAdds || network.MultiplyAdds > ScalarMultiplyAdds && exponentials > ScalarExponentials;
    }

    private static bool IsExponential(Activation activation) => activation is not (
        Activation.Identity or Activation.Relu or Activation.LeakyRelu or Activation.HardSigmoid or Activation.HardTanh);
}
