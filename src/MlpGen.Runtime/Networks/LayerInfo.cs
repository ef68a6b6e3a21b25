namespace MlpGen;

/// <summary>What is known of one layer at run time: its shape, where its parameters lie in the flat buffer, and where z and a lie in a
/// trace.</summary>
public readonly record struct LayerInfo
{
    /// <summary>The number of inputs: rows of W.</summary>
    public required int Inputs { get; init; }

    /// <summary>The number of outputs: columns of W.</summary>
    public required int Outputs { get; init; }

    /// <summary>The function applied to z = x·W + b.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The α of LeakyRelu and Elu; 0 for all other activations.</summary>
    public double Alpha { get; init; }

    /// <summary>Whether the activation has a parameter α.</summary>
    internal bool HasAlpha => DefaultAlpha(Activation) is not null;

    /// <summary>Whether the layer has a bias.</summary>
    public required bool HasBias { get; init; }

    /// <summary>Where W begins: it joins input i to output j at <c>WeightOffset + i * Outputs + j</c>.</summary>
    public required int WeightOffset { get; init; }

    /// <summary>Where b begins, right behind W; −1 without a bias.</summary>
    public required int BiasOffset { get; init; }

    /// <summary>Where z begins in a trace, with a right behind it: twice the outputs of all layers before.</summary>
    public int TraceOffset { get; init; }

    /// <summary>Where z lies in a trace: at <c>ZOffset … ZOffset + Outputs − 1</c>.</summary>
    public int ZOffset => TraceOffset;

    /// <summary>Where a lies in a trace: at <c>AOffset … AOffset + Outputs − 1</c>.</summary>
    public int AOffset => TraceOffset + Outputs;

    /// <summary>The probability of dropping an output in training; 0 where nothing is dropped.</summary>
    public double Dropout { get; init; }

    /// <summary>The number of weights, <c>Inputs * Outputs</c>.</summary>
    public int WeightCount => Inputs * Outputs;

    /// <summary>The α of an activation that is named without one; null for one that has none.</summary>
    internal static double? DefaultAlpha(Activation activation) => activation switch
    {
        Activation.LeakyRelu => 0.01,
        Activation.Elu => 1,
        _ => null,
    };
}
