#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Model;
#else
namespace MlpGen;
#endif

/// <summary>The derivatives that a network has beside the gradient of its loss: flags of <c>[Network(Derivatives = …)]</c>.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>None but the gradient.</summary>
    None = 0,

    /// <summary>By the input: <c>Jacobian</c>, ∂y/∂x; <c>JacobianVectorProduct</c>, one direction of it in one pass forward; and
    /// <c>DirectionalDerivatives</c>, the first and the second derivative along a direction.</summary>
    Jacobian = 1,

    /// <summary>By the parameters: <c>ParameterJacobian</c>, ∂y/∂θ.</summary>
    ParameterJacobian = 2,

    /// <summary>Of the loss, a second time: <c>HessianVectorProduct</c>, ∇²L·v.</summary>
    HessianVector = 4,

    /// <summary>By the parameters, of what <c>DirectionalDerivatives</c> gives: <c>DirectionalGradient</c>, with which a network learns from its own
    /// derivatives, as one does that is to solve a differential equation.</summary>
    DirectionalGradient = 8,
}
