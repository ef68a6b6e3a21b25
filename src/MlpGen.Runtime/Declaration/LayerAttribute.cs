namespace MlpGen;

/// <summary>Declares one dense layer, a = f(x·W + b). Layers follow each other in the order of their attributes.</summary>
/// <example>
/// <code>
/// [Layer(2, 3, Activation.Relu)]
/// [Layer(3, 2)]
/// public partial class TinyNet;
/// </code>
/// </example>
/// <param name="inputs">The number of inputs, 1 to 4,096; for all layers but the first, the outputs of the layer before.</param>
/// <param name="outputs">The number of outputs, 1 to 4,096.</param>
/// <param name="activation">The function f applied to z = x·W + b.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerAttribute(int inputs, int outputs, Activation activation = Activation.Identity) : Attribute
{
    /// <summary>The number of inputs.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>The number of outputs.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>The function applied to z = x·W + b.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>Whether the layer adds a bias b to x·W. True unless set.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The parameter α of the activation: the slope of LeakyRelu for z ≤ 0 (0.01 unless set; finite and ≥ 0), or
    /// the scale of Elu for z ≤ 0 (1 unless set; finite and &gt; 0). An error on any other activation.</summary>
    public double Alpha { get; set; }

    /// <summary>How the weights are drawn by <c>Initialize</c> and by the constructor that takes a seed.</summary>
    public Initializer Initializer { get; set; } = Initializer.Auto;

    /// <summary>The standard deviation of <see cref="Initializer.ScaledNormal"/>: 0.01 unless set; finite and ≥ 0. An error with
    /// any other initializer.</summary>
    public double InitialScale { get; set; } = 0.01;

    /// <summary>The probability p, in [0, 1), with which an output of this layer becomes zero while training; the others are multiplied by
    /// 1/(1 − p). 0, none, unless set. Not on the last layer.</summary>
    /// <remarks><c>TrainingLossAndGradient</c> alone drops, and with it the trainer: <c>Forward</c>, <c>Loss</c> and <c>LossAndGradient</c>
    /// do not.</remarks>
    public double Dropout { get; set; }
}
