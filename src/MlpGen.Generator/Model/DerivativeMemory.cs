namespace MlpGen.Generator.Model;

/// <summary>What one sample takes of the stack where derivatives beside the gradient are computed layer by layer, in numbers.</summary>
internal static class DerivativeMemory
{
    /// <summary>The most that any of the declared derivatives takes.</summary>
    public static long Of(IReadOnlyList<LayerSpec> layers, Derivatives derivatives)
    {
        long trace = 2 * layers.Sum(static layer => (long)layer.Outputs), widest = layers.Max(static layer => layer.Outputs);
        long jacobians = (derivatives & (Derivatives.Jacobian | Derivatives.ParameterJacobian)) != 0 ? trace + 2 * widest : 0;
        long directional = derivatives.HasFlag(Derivatives.Jacobian) ? 3 * trace : 0; // a value, its tangent and its curvature
        long hessian = derivatives.HasFlag(Derivatives.HessianVector) ? 2 * trace + 6 * widest : 0; // and d, ḋ and a free one, twice
        long gradient = derivatives.HasFlag(Derivatives.DirectionalGradient) ? 3 * trace + 6 * widest : 0; // the gradients of all three, twice
        return Math.Max(Math.Max(jacobians, directional), Math.Max(hessian, gradient));
    }
}
