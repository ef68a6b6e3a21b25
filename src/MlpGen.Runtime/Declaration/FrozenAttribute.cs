namespace MlpGen;

/// <summary>Bakes the weights of a file into the assembly, checked against the layers when it is compiled: a <c>.weights.json</c>, or an <c>.onnx</c> or
/// <c>.safetensors</c> that the build turns into one.</summary>
/// <remarks>
/// The class gets its constants and static <c>Forward</c>, <c>ForwardBatch</c> and <c>ForwardTrace</c> without a parameters
/// argument; no constructors, nothing to train. The weights are constant data: nothing is read or allocated at run time. In a tiny
/// network they are literals in the formulas, and what a weight of 0 multiplies is left out, so that 0·∞ and 0·NaN count as 0.
/// With <see cref="Quantization"/> it computes in small integers, has no <c>ForwardTrace</c>, and says by
/// <c>QuantizationErrorBound</c> how far an output can be from that of the network in <see cref="float"/>.
/// </remarks>
/// <param name="weightsFile">The name of an item of the project, or the end of its path: <c>AdditionalFiles</c> for a <c>.weights.json</c>,
/// <c>MlpGenWeights</c> for an <c>.onnx</c> or <c>.safetensors</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FrozenAttribute(string weightsFile) : Attribute
{
    /// <summary>The name of an <c>AdditionalFiles</c> or <c>MlpGenWeights</c> item of the project, or the end of its path.</summary>
    public string WeightsFile { get; } = weightsFile;

    /// <summary>Whether the network computes in small integers: the same bits on every platform, a half or a quarter of the memory.</summary>
    public Quantization Quantization { get; set; } = Quantization.None;

    /// <summary>With <see cref="Quantization"/>: the smallest input that there can be; smaller ones count as this. Together with
    /// <see cref="InputMaximum"/>. Without both, the file says: its <c>calibration</c>, or else its golden inputs.</summary>
    public double InputMinimum { get; set; }

    /// <summary>With <see cref="Quantization"/>: the largest input that there can be; larger ones count as this.</summary>
    public double InputMaximum { get; set; }
}
