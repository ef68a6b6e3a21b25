using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Four sums.</summary>
/// <typeparam name="TProduct">What codes and weights are.</typeparam>
internal readonly struct IntegerLanes128<TProduct> : IIntegerLanes<Vector128<int>>
    where TProduct : struct, IIntegerProduct
{
    public static int Lanes
    {
        [MethodImpl(Loop.Inlined)]
        get => 4;
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector128<int> Load(ref int start, nint at) => Vector128.LoadUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(Loop.Inlined)]
    public static void Store(Vector128<int> vector, ref int start, nint at) => vector.StoreUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(Loop.Inlined)]
    public static Vector128<int> Spread(int number) => Vector128.Create(number);

    [MethodImpl(Loop.Inlined)]
    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => a + b;

    [MethodImpl(Loop.Inlined)]
    public static Vector128<int> AddProducts(Vector128<int> sums, Vector128<int> codes, Vector128<int> weights) => TProduct.Add(sums, codes, weights);

    [MethodImpl(Loop.Inlined)]
    public static Vector128<int> MultiplyHigh(Vector128<int> a, Vector128<int> b)
    {
        if (Sse41.IsSupported)
        {
            Vector128<long> even = Sse41.Multiply(a, b);
            Vector128<long> odd = Sse41.Multiply(
                Vector128.ShiftRightLogical(a.AsUInt64(), 32).AsInt32(), Vector128.ShiftRightLogical(b.AsUInt64(), 32).AsInt32());
            return Vector128.ConditionalSelect(
                Vector128.Create(0x00000000FFFFFFFFUL).AsInt32(), Vector128.ShiftRightLogical(even.AsUInt64(), 32).AsInt32(), odd.AsInt32());
        }

        if (AdvSimd.IsSupported)
        {
            Vector128<long> lower = AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower());
            Vector128<long> upper = AdvSimd.MultiplyWideningLower(a.GetUpper(), b.GetUpper());
            return Vector128.Narrow(Vector128.ShiftRightArithmetic(lower, 32), Vector128.ShiftRightArithmetic(upper, 32));
        }

        return Vector128.Create(High(a[0], b[0]), High(a[1], b[1]), High(a[2], b[2]), High(a[3], b[3]));
    }

    [MethodImpl(Loop.Inlined)]
    public static Vector128<int> ShiftRight(Vector128<int> a, int count) => Vector128.ShiftRightArithmetic(a, count);

    [MethodImpl(Loop.Inlined)]
    public static Vector128<int> Clamp(Vector128<int> a, Vector128<int> lowest, Vector128<int> highest) =>
        Vector128.Min(Vector128.Max(a, lowest), highest);

    [MethodImpl(Loop.Inlined)]
    public static void Narrow(Vector128<int> vector, ref byte start, nint at)
    {
        Vector128<ushort> shorts = Vector128.Narrow(vector.AsUInt32(), vector.AsUInt32());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, at), Vector128.Narrow(shorts, shorts).AsUInt32().ToScalar());
    }

    [MethodImpl(Loop.Inlined)]
    public static void Narrow(Vector128<int> vector, ref short start, nint at) =>
        Unsafe.WriteUnaligned(ref Unsafe.As<short, byte>(ref Unsafe.Add(ref start, at)), Vector128.Narrow(vector, vector).AsUInt64().ToScalar());

    private static int High(int a, int b) => (int)((long)a * b >> 32);
}
