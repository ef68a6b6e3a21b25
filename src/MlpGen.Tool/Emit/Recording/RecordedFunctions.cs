using MlpGen.Numerics;

namespace MlpGen.Tool.Emit.Recording;

/// <summary>The functions of a reproducible network, operation by operation, as the library's own formulas tell them.</summary>
internal static class RecordedFunctions
{
    /// <summary>f(z).</summary>
    public static Tape Value(LayerInfo layer, bool isSingle) => layer.Activation switch
    {
        Activation.Relu => Value<ReluFunction>(layer, isSingle),
        Activation.LeakyRelu => Value<LeakyReluFunction>(layer, isSingle),
        Activation.Elu => Value<EluFunction>(layer, isSingle),
        Activation.Selu => Value<SeluFunction>(layer, isSingle),
        Activation.Gelu => Value<GeluFunction>(layer, isSingle),
        Activation.GeluTanh => Value<GeluTanhFunction>(layer, isSingle),
        Activation.Silu => Value<SiluFunction>(layer, isSingle),
        Activation.Softplus => Value<SoftplusFunction>(layer, isSingle),
        Activation.Sigmoid => Value<SigmoidFunction>(layer, isSingle),
        Activation.Tanh => Value<TanhFunction>(layer, isSingle),
        Activation.HardSigmoid => Value<HardSigmoidFunction>(layer, isSingle),
        Activation.HardTanh => Value<HardTanhFunction>(layer, isSingle),
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.Activation, "No function of one number."),
    };

    /// <summary>f'(z), of z or of a.</summary>
    public static Tape Derivative(LayerInfo layer, bool isSingle, bool isLayered) => layer.Activation switch
    {
        // Number by number it stands in the text itself, as textbooks have it.
        Activation.Tanh when !isLayered => isSingle
            ? Tape.Of(static a => Recorder<float>.Subtract(Recorder<float>.Splat(1), Recorder<float>.Multiply(a, a)))
            : Tape.Of(static a => Recorder<double>.Subtract(Recorder<double>.Splat(1), Recorder<double>.Multiply(a, a))),
        Activation.Relu => Derivative<ReluFunction>(layer, isSingle),
        Activation.LeakyRelu => Derivative<LeakyReluFunction>(layer, isSingle),
        Activation.Elu => Derivative<EluFunction>(layer, isSingle),
        Activation.Selu => Derivative<SeluFunction>(layer, isSingle),
        Activation.Gelu => Derivative<GeluFunction>(layer, isSingle),
        Activation.GeluTanh => Derivative<GeluTanhFunction>(layer, isSingle),
        Activation.Silu => Derivative<SiluFunction>(layer, isSingle),
        Activation.Softplus => Derivative<SoftplusFunction>(layer, isSingle),
        Activation.Sigmoid => Derivative<SigmoidFunction>(layer, isSingle),
        Activation.Tanh => Derivative<TanhFunction>(layer, isSingle),
        Activation.HardSigmoid => Derivative<HardSigmoidFunction>(layer, isSingle),
        Activation.HardTanh => Derivative<HardTanhFunction>(layer, isSingle),
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.Activation, "No function of one number."),
    };

    /// <summary>eˣ of an x that is no more than 0, as Softmax takes it.</summary>
    public static Tape ExponentialOfNegative(bool isSingle) => isSingle
        ? Tape.Of(static x => ActivationMath.ExpBounded<Term, float, Unfused<Term, float, Recorder<float>>>(x))
        : Tape.Of(static x => ActivationMath.ExpBounded<Term, double, Unfused<Term, double, Recorder<double>>>(x));

    private static Tape Value<TFunction>(LayerInfo layer, bool isSingle)
        where TFunction : struct, IElementwise => isSingle
        ? Tape.Of(z => TFunction.Value<Term, float, Unfused<Term, float, Recorder<float>>>(z, (float)layer.Alpha))
        : Tape.Of(z => TFunction.Value<Term, double, Unfused<Term, double, Recorder<double>>>(z, layer.Alpha));

    private static Tape Derivative<TFunction>(LayerInfo layer, bool isSingle)
        where TFunction : struct, IElementwise => isSingle
        ? Tape.Of(z => TFunction.Derivative<Term, float, Unfused<Term, float, Recorder<float>>>(z, (float)layer.Alpha))
        : Tape.Of(z => TFunction.Derivative<Term, double, Unfused<Term, double, Recorder<double>>>(z, layer.Alpha));
}
