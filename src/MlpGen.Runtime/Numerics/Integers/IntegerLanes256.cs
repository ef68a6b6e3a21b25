using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Eight sums.</summary>
/// <typeparam name="TProduct">What codes and weights are.</typeparam>
internal readonly struct IntegerLanes256<TProduct> : IIntegerLanes<Vector256<int>>
    where TProduct : struct, IIntegerProduct
{
    public static int Lanes
    {
        [MethodImpl(Loop.Inlined)]
        get => 8;
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector256<int> Load(ref int start, nint at) => Vector256.LoadUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(Loop.Inlined)]
    public static void Store(Vector256<int> vector, ref int start, nint at) => vector.StoreUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(Loop.Inlined)]
    public static Vector256<int> Spread(int number) => Vector256.Create(number);

    [MethodImpl(Loop.Inlined)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    [MethodImpl(Loop.Inlined)]
    public static Vector256<int> AddProducts(Vector256<int> sums, Vector256<int> codes, Vector256<int> weights) => TProduct.Add(sums, codes, weights);

    [MethodImpl(Loop.Inlined)]
    public static Vector256<int> MultiplyHigh(Vector256<int> a, Vector256<int> b)
    {
        Vector256<long> even = Avx2.Multiply(a, b);
        Vector256<long> odd = Avx2.Multiply(
            Vector256.ShiftRightLogical(a.AsUInt64(), 32).AsInt32(), Vector256.ShiftRightLogical(b.AsUInt64(), 32).AsInt32());
        return Avx2.Blend(Vector256.ShiftRightLogical(even.AsUInt64(), 32).AsInt32(), odd.AsInt32(), 0b10101010);
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector256<int> ShiftRight(Vector256<int> a, int count) => Vector256.ShiftRightArithmetic(a, count);

    [MethodImpl(Loop.Inlined)]
    public static Vector256<int> Clamp(Vector256<int> a, Vector256<int> lowest, Vector256<int> highest) =>
        Vector256.Min(Vector256.Max(a, lowest), highest);

    [MethodImpl(Loop.Inlined)]
    public static void Narrow(Vector256<int> vector, ref byte start, nint at)
    {
        Vector128<ushort> shorts = Vector128.Narrow(vector.GetLower().AsUInt32(), vector.GetUpper().AsUInt32());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, at), Vector128.Narrow(shorts, shorts).AsUInt64().ToScalar());
    }

    [MethodImpl(Loop.Inlined)]
    public static void Narrow(Vector256<int> vector, ref short start, nint at) =>
        Vector128.Narrow(vector.GetLower(), vector.GetUpper()).StoreUnsafe(ref Unsafe.Add(ref start, at));
}
