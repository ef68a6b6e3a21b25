using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A sum of the losses of several samples side by side, in double precision, so that a long batch loses nothing.</summary>
/// <typeparam name="V">The vector that they come in.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LossSum<V>
    where V : struct
{
    private Vector512<double> _wide;
    private Vector256<double> _narrow;

    /// <summary>The sum so far.</summary>
    public readonly double Total
    {
        [MethodImpl(Loop.Inlined)]
        get => IsWide ? Vector512.Sum(_wide) : Vector256.Sum(_narrow);
    }

    private static bool IsWide
    {
        [MethodImpl(Loop.Inlined)]
        get => typeof(V) == typeof(Vector512<float>) || typeof(V) == typeof(Vector512<double>);
    }

    /// <summary>Adds the loss of each lane.</summary>
    [MethodImpl(Loop.Inlined)]
    public void Add(V losses)
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            _wide += SampleLanes.InDouble((Vector512<float>)(object)losses);
        }
        else if (typeof(V) == typeof(Vector512<double>))
        {
            _wide += (Vector512<double>)(object)losses;
        }
        else if (typeof(V) == typeof(Vector256<float>))
        {
            _narrow += SampleLanes.InDouble((Vector256<float>)(object)losses);
        }
        else
        {
            _narrow += (Vector256<double>)(object)losses;
        }
    }
}
