using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Evolution;

/// <summary>A Givens rotation of two rows.</summary>
internal static class RowRotation
{
    /// <summary>u ← c·u + s·v, v ← c·v − s·u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<double> u, Span<double> v, double c, double s)
    {
        Span<Vector<double>> us = MemoryMarshal.Cast<double, Vector<double>>(u), vs = MemoryMarshal.Cast<double, Vector<double>>(v);
        for (int i = 0; i < us.Length; i++)
        {
            (us[i], vs[i]) = (c * us[i] + s * vs[i], c * vs[i] - s * us[i]);
        }

        for (int i = us.Length * Vector<double>.Count; i < u.Length; i++)
        {
            (u[i], v[i]) = (c * u[i] + s * v[i], c * v[i] - s * u[i]);
        }
    }
}
