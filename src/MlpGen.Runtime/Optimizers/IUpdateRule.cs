using System.Numerics;

namespace MlpGen.Optimizers;

/// <summary>The formula of an optimizer, for as many parameters as a vector holds.</summary>
/// <remarks>No multiplication is fused with an addition, so that a parameter comes out the same at any place and on any
/// machine.</remarks>
internal interface IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Updates parameters and state in place.</summary>
    /// <param name="parameters">The first of <c>Vector&lt;T&gt;.Count</c> parameters.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="state">What is remembered of them: the first part.</param>
    /// <param name="stride">From one part of the state to the next.</param>
    void Update(ref T parameters, Vector<T> gradient, ref T state, nuint stride);
}
