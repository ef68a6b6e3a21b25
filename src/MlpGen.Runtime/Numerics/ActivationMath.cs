using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>
/// Activation functions and their derivatives, as PyTorch defines them, for scalars and for vectors of every width.
/// Derivatives take the pre-activation z, except those called FromValue, which take a = f(z).
/// </summary>
/// <remarks>
/// <para>
/// The errors stated are the worst found in dense sweeps on hardware with fused multiply-add, against the exact value
/// of the function at the given argument; 1 ulp is the distance between neighbouring numbers at the result. A scalar
/// overload and every lane of a vector overload give the same bits on the same machine and runtime.
/// </para>
/// <para>
/// NaN gives NaN unless a derivative says otherwise, and ±∞ give the limit of the function. Results too small for a
/// normal number fade gradually to zero. Polynomials and rational functions without another source are minimax fits
/// by the Remez algorithm; their degree, interval and error stand beside them.
/// </para>
/// </remarks>
public static partial class ActivationMath
{
    /// <summary>
    /// Nearly everything here is inlined into the caller's loop, where the JIT keeps the constants in registers.
    /// </summary>
    private const MethodImplOptions Inline = Loop.Inlined;

    /// <summary>
    /// For what has more constants than there are registers: inlined several times into one method, the JIT would keep
    /// them all on the stack, at twice the time of a call. Optimized at once, as the kernels that call it are.
    /// </summary>
    private const MethodImplOptions Outlined = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>
    /// A gate multiplies z by F(z), where F climbs from 0 to 1 and F(−z) = 1 − F(z):
    /// z·F(z) = relu(z) − |z|·F(−|z|). So only the tail F(−|z|) is ever computed, with all its digits, and
    /// nothing cancels on either side.
    /// </summary>
    /// <param name="z">The pre-activation.</param>
    /// <param name="e">The factor of |z|·F(−|z|) that may be tiny: multiplied last, it underflows last.</param>
    /// <param name="factor">The other.</param>
    [MethodImpl(Inline)]
    private static V Gate<V, T, S>(V z, V e, V factor)
        where V : struct
        where S : ISimd<V, T> => S.MultiplyAdd(S.Negate(e), factor, S.Max(0, z));

    /// <summary>
    /// The derivative of a gate, F(z) + z·F′(z), from its value at −|z|: by symmetry the two sides add up to 1.
    /// </summary>
    /// <param name="z">The pre-activation.</param>
    /// <param name="left">F(−u) − u·F′(u), with u = |z|.</param>
    [MethodImpl(Inline)]
    private static V GateDerivative<V, T, S>(V z, V left)
        where V : struct
        where S : ISimd<V, T> => S.Choose(S.LessThan(z, 0), left, S.Subtract(S.Splat(1), left));
}
