using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>What one sample and a tile of rows share: steps that take a number as it comes, whichever sample it belongs to.</summary>
internal static class RowsOfSamples
{
    /// <summary>dz = da ⊙ f' in place of da, which is <paramref name="length"/> long: a constant where the caller has one.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Chain<T, TFunction>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz, int length, double alpha)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        if (typeof(TFunction) != typeof(IdentityFunction))
        {
            ActivationPass.Gradient<T, TFunction>(dz, TFunction.ReadsZ ? z : a, dz, length, alpha);
        }
    }
}
