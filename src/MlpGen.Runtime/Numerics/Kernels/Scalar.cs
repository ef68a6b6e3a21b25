using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>Single elements in generic kernels, which know their type only as float or double.</summary>
internal static class Scalar
{
    /// <summary>a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add<T>(T a, T b)
        where T : unmanaged
    {
        return typeof(T) == typeof(float)
            ? (T)(object)((float)(object)a + (float)(object)b)
            : (T)(object)((double)(object)a + (double)(object)b);
    }

    /// <summary>a · b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply<T>(T a, T b)
        where T : unmanaged
    {
        return typeof(T) == typeof(float)
            ? (T)(object)((float)(object)a * (float)(object)b)
            : (T)(object)((double)(object)a * (double)(object)b);
    }
}
