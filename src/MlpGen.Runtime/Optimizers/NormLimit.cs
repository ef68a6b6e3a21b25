using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Optimizers;

/// <summary>What shortens a gradient of a certain length to the limit: a factor, or one where it is short enough.</summary>
/// <remarks>It is the same for each number, so that a gradient may be shortened part by part.</remarks>
internal readonly struct NormLimit<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _length, _unit, _limit, _scale;

    /// <param name="length">‖g‖ is this, times <paramref name="unit"/>.</param>
    /// <param name="unit">1, unless ‖g‖ is not to be had as one number.</param>
    /// <param name="limit">Above 0.</param>
    public NormLimit(double length, double unit, double limit)
    {
        (_length, _unit, _limit) = (length, unit, limit);
        Norm = length * unit;
        _scale = limit / (Norm + 1e-6);
    }

    /// <summary>‖g‖, before.</summary>
    public double Norm { get; }

    /// <summary>Shortens all of the gradient, or a part.</summary>
    public void Apply(Span<T> gradient)
    {
        if (_scale >= 1 || double.IsPositiveInfinity(_limit))
        {
            return;
        }

        T factor = T.CreateTruncating(_scale);
        if (T.IsNormal(factor) || !double.IsFinite(_length))
        {
            Scale(gradient, factor);
            return;
        }

        // The factor is too small to be exact, or 0: first the unit, then the rest, in double precision.
        double rest = _limit / (_length + 1e-6 / _unit);
        foreach (ref T g in gradient)
        {
            g = T.CreateTruncating(double.CreateTruncating(g) / _unit * rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Span<T> gradient, T scale)
    {
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] *= scale;
        }

        for (int i = vectors.Length * Vector<T>.Count; i < gradient.Length; i++)
        {
            gradient[i] *= scale;
        }
    }
}
