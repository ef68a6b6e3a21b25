namespace MlpGen.Weights;

/// <summary>What <see cref="Safetensors"/> may do when it loads.</summary>
public sealed record SafetensorsLoadOptions
{
    /// <summary>How tensors find their layers; not read with <see cref="Names"/>.</summary>
    public TensorMatching Matching { get; init; }

    /// <summary>The file's name of each tensor, by its name in the network: <c>["W1"] = "encoder.weight", ["b1"] = "encoder.bias"</c>, ….
    /// It must have all of them, and may name one tensor for several layers of one shape, which get a copy each; tensors of the file that it
    /// does not name are left alone.</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>Whether NaN and infinity are let in.</summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>Whether weights are let in that were saved from a network with other activations, such as the logits of a training
    /// network for one that ends in Softmax. Sizes must fit all the same.</summary>
    public bool AllowOtherActivations { get; init; }
}
