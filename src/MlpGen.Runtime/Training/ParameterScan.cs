using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Training;

/// <summary>Looks through parameters for what has gone wrong.</summary>
internal static class ParameterScan
{
    /// <summary>Whether all are numbers: neither NaN nor infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called once an epoch: it would not get fast for a long time
    public static bool AreFinite<T>(ReadOnlySpan<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // x·0 is 0 for every number, and NaN for NaN and infinity; a sum keeps a NaN.
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(parameters);
        Vector<T> zeros = Vector<T>.Zero;
        foreach (Vector<T> vector in vectors)
        {
            zeros += vector * Vector<T>.Zero;
        }

        T sum = Vector.Sum(zeros);
        foreach (T parameter in parameters[(vectors.Length * Vector<T>.Count)..])
        {
            sum += parameter * T.Zero;
        }

        return sum == T.Zero;
    }

    /// <summary>The place of the first NaN, or else of the largest absolute value.</summary>
    public static int Largest<T>(ReadOnlySpan<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int largest = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (T.IsNaN(parameters[i]))
            {
                return i;
            }

            largest = T.Abs(parameters[i]) > T.Abs(parameters[largest]) ? i : largest;
        }

        return largest;
    }
}
