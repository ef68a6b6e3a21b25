using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>Single elements in generic kernels, which know their type only as float or double.</summary>
internal static class Scalar
{
    /// <summary>The number in double precision.</summary>
    /// <remarks>Not by generic conversions of the library: for those the JIT looks at a type for each operator, and leaves a call behind.</remarks>
    [MethodImpl(Loop.Inlined)]
    public static double Widen<T>(T a)
        where T : unmanaged => typeof(T) == typeof(float) ? (float)(object)a : (double)(object)a;

    /// <summary>The number rounded to the precision.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Round<T>(double a)
        where T : unmanaged => typeof(T) == typeof(float) ? (T)(object)(float)a : (T)(object)a;

    /// <summary>a + b.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Add<T>(T a, T b)
        where T : unmanaged
    {
        return typeof(T) == typeof(float)
            ? (T)(object)((float)(object)a + (float)(object)b)
            : (T)(object)((double)(object)a + (double)(object)b);
    }

    /// <summary>1 / a.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Inverse<T>(T a)
        where T : unmanaged => typeof(T) == typeof(float) ? (T)(object)(1 / (float)(object)a) : (T)(object)(1 / (double)(object)a);

    /// <summary>a · b.</summary>
    [MethodImpl(Loop.Inlined)]
    public static T Multiply<T>(T a, T b)
        where T : unmanaged
    {
        return typeof(T) == typeof(float)
            ? (T)(object)((float)(object)a * (float)(object)b)
            : (T)(object)((double)(object)a * (double)(object)b);
    }
}
