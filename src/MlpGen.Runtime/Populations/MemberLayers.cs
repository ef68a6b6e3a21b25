using System.Numerics;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>What a network says of its layers, as code that computes them.</summary>
internal static class MemberLayers
{
    /// <summary>Whether the layers of a network are a chain from its inputs to its outputs, and its parameters theirs. Those of a generated class are.</summary>
    public static bool Describe<TNet, T>()
        where TNet : INetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = TNet.InputSize, parameters = 0;
        foreach (LayerInfo layer in TNet.Layers)
        {
            if (layer.Inputs != width || layer.WeightOffset != parameters)
            {
                return false;
            }

            width = layer.Outputs;
            parameters += layer.WeightCount + (layer.HasBias ? layer.Outputs : 0);
        }

        return width == TNet.OutputSize && parameters == TNet.ParameterCount;
    }

    /// <summary>One for each layer.</summary>
    public static MemberLayer<T>[] Of<T>(ReadOnlySpan<LayerInfo> layers)
        where T : unmanaged
    {
        var all = new MemberLayer<T>[layers.Length];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = Of<T>(layers[i]);
        }

        return all;
    }

    private static MemberLayer<T> Of<T>(LayerInfo layer)
        where T : unmanaged => layer.Activation switch
        {
            Activation.Identity => new MemberLayer<T, IdentityFunction>(layer),
            Activation.Relu => new MemberLayer<T, ReluFunction>(layer),
            Activation.LeakyRelu => new MemberLayer<T, LeakyReluFunction>(layer),
            Activation.Elu => new MemberLayer<T, EluFunction>(layer),
            Activation.Selu => new MemberLayer<T, SeluFunction>(layer),
            Activation.Gelu => new MemberLayer<T, GeluFunction>(layer),
            Activation.GeluTanh => new MemberLayer<T, GeluTanhFunction>(layer),
            Activation.Silu => new MemberLayer<T, SiluFunction>(layer),
            Activation.Softplus => new MemberLayer<T, SoftplusFunction>(layer),
            Activation.Sigmoid => new MemberLayer<T, SigmoidFunction>(layer),
            Activation.Tanh => new MemberLayer<T, TanhFunction>(layer),
            Activation.HardSigmoid => new MemberLayer<T, HardSigmoidFunction>(layer),
            Activation.HardTanh => new MemberLayer<T, HardTanhFunction>(layer),
            Activation.Softmax => new SoftmaxMemberLayer<T>(layer),
            _ => throw new NotSupportedException($"A population cannot compute the activation {layer.Activation}."),
        };
}
