using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>Outputs of a layer side by side in the lanes of a vector: how generated code takes one sample through a small network, eight
/// floats or four doubles at a time.</summary>
/// <remarks>Nothing here looks at a length: the generator writes constant places, which it knows to lie within the parameters.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OutputLanes
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The place in <paramref name="values"/> from which vectors are read.</summary>
    [MethodImpl(Inline)]
    public static ref T At<T>(ReadOnlySpan<T> values, int first) => ref Unsafe.Add(ref MemoryMarshal.GetReference(values), first);

    /// <summary>A vector of what lies from place <paramref name="first"/> on.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Load(ref float from, int first) => Vector256.LoadUnsafe(ref from, (nuint)first);

    /// <inheritdoc cref="Load(ref float, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Load(ref double from, int first) => Vector256.LoadUnsafe(ref from, (nuint)first);

    /// <summary>The first <paramref name="count"/> lanes of such a vector, the others zero: at the end of the memory.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Load(ref float from, int first, int count)
    {
        ref float e = ref Unsafe.Add(ref from, first);
        return Vector256.Create(
            e,
            count > 1 ? Unsafe.Add(ref e, 1) : 0,
            count > 2 ? Unsafe.Add(ref e, 2) : 0,
            count > 3 ? Unsafe.Add(ref e, 3) : 0,
            count > 4 ? Unsafe.Add(ref e, 4) : 0,
            count > 5 ? Unsafe.Add(ref e, 5) : 0,
            count > 6 ? Unsafe.Add(ref e, 6) : 0,
            count > 7 ? Unsafe.Add(ref e, 7) : 0);
    }

    /// <inheritdoc cref="Load(ref float, int, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Load(ref double from, int first, int count)
    {
        ref double e = ref Unsafe.Add(ref from, first);
        return Vector256.Create(
            e,
            count > 1 ? Unsafe.Add(ref e, 1) : 0,
            count > 2 ? Unsafe.Add(ref e, 2) : 0,
            count > 3 ? Unsafe.Add(ref e, 3) : 0);
    }

    /// <summary>softmax of the first <paramref name="count"/> lanes; the others become zero, whatever they held.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Softmax(Vector256<float> z, int count)
    {
        Vector256<float> all = count == Vector256<float>.Count ? z : Vector256.ConditionalSelect(Lanes(count), z, Vector256.Create(z.ToScalar()));
        Vector256<float> e = ActivationMath.ExpOfNegative(all - Vector256.Create(Single256.MaxAcross(all)));
        e = count == Vector256<float>.Count ? e : e & Lanes(count);
        return e / Vector256.Create(Vector256.Sum(e));
    }

    /// <inheritdoc cref="Softmax(Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Softmax(Vector256<double> z, int count)
    {
        Vector256<double> all =
            count == Vector256<double>.Count ? z : Vector256.ConditionalSelect(LanesOfDouble(count), z, Vector256.Create(z.ToScalar()));
        Vector256<double> e = ActivationMath.ExpOfNegative(all - Vector256.Create(Double256.MaxAcross(all)));
        e = count == Vector256<double>.Count ? e : e & LanesOfDouble(count);
        return e / Vector256.Create(Vector256.Sum(e));
    }

    /// <summary>The first <paramref name="count"/> lanes, the others zero, whatever they held.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Keep(Vector256<float> values, int count) =>
        values & Lanes(count);

    /// <inheritdoc cref="Keep(Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Keep(Vector256<double> values, int count) =>
        values & LanesOfDouble(count);

    /// <summary>All bits set in the first lanes.</summary>
    [MethodImpl(Inline)]
    private static Vector256<float> Lanes(int count) =>
        Vector256.LessThan(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(count)).AsSingle();

    [MethodImpl(Inline)]
    private static Vector256<double> LanesOfDouble(int count) =>
        Vector256.LessThan(Vector256.Create(0L, 1, 2, 3), Vector256.Create((long)count)).AsDouble();
}
