using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Optimizers;

/// <summary>Limits a gradient, so that one steep place does not throw the parameters far away.</summary>
public static partial class GradientClipping
{
    /// <summary>Limits each number to [−limit, limit]. NaN stays NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">Changed in place.</param>
    /// <param name="limit">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is 0, negative or NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ByValue<T>(Span<T> gradient, double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T bound = T.CreateTruncating(Setting.Limit(limit, nameof(limit)));
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        Vector<T> above = new(bound), below = new(-bound);
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector<T> g = vectors[i];
            g = Vector.ConditionalSelect(Vector.GreaterThan(g, above), above, g);
            vectors[i] = Vector.ConditionalSelect(Vector.LessThan(g, below), below, g);
        }

        for (int i = vectors.Length * Vector<T>.Count; i < gradient.Length; i++)
        {
            T g = gradient[i];
            gradient[i] = g > bound ? bound : g < -bound ? -bound : g;
        }
    }
}
