using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Sixteen sums.</summary>
/// <typeparam name="TProduct">What codes and weights are.</typeparam>
internal readonly struct IntegerLanes512<TProduct> : IIntegerLanes<Vector512<int>>
    where TProduct : struct, IIntegerProduct
{
    public static int Lanes
    {
        [MethodImpl(Loop.Inlined)]
        get => 16;
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector512<int> Load(ref int start, nint at) => Vector512.LoadUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(Loop.Inlined)]
    public static void Store(Vector512<int> vector, ref int start, nint at) => vector.StoreUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(Loop.Inlined)]
    public static Vector512<int> Spread(int number) => Vector512.Create(number);

    [MethodImpl(Loop.Inlined)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => a + b;

    [MethodImpl(Loop.Inlined)]
    public static Vector512<int> AddProducts(Vector512<int> sums, Vector512<int> codes, Vector512<int> weights) => TProduct.Add(sums, codes, weights);

    [MethodImpl(Loop.Inlined)]
    public static Vector512<int> MultiplyHigh(Vector512<int> a, Vector512<int> b)
    {
        Vector512<long> even = Avx512F.Multiply(a, b);
        Vector512<long> odd = Avx512F.Multiply(
            Vector512.ShiftRightLogical(a.AsUInt64(), 32).AsInt32(), Vector512.ShiftRightLogical(b.AsUInt64(), 32).AsInt32());
        return Vector512.ConditionalSelect(
            Vector512.Create(0x00000000FFFFFFFFUL).AsInt32(), Vector512.ShiftRightLogical(even.AsUInt64(), 32).AsInt32(), odd.AsInt32());
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector512<int> ShiftRight(Vector512<int> a, int count) => Vector512.ShiftRightArithmetic(a, count);

    [MethodImpl(Loop.Inlined)]
    public static Vector512<int> Clamp(Vector512<int> a, Vector512<int> lowest, Vector512<int> highest) =>
        Vector512.Min(Vector512.Max(a, lowest), highest);

    [MethodImpl(Loop.Inlined)]
    public static void Narrow(Vector512<int> vector, ref byte start, nint at) =>
        Avx512F.ConvertToVector128Byte(vector.AsUInt32()).StoreUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(Loop.Inlined)]
    public static void Narrow(Vector512<int> vector, ref short start, nint at) =>
        Avx512F.ConvertToVector256Int16(vector).StoreUnsafe(ref Unsafe.Add(ref start, at));
}
