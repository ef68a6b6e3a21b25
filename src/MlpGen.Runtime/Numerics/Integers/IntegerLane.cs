using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>One sum: for hardware without vectors.</summary>
/// <typeparam name="TProduct">What codes and weights are.</typeparam>
internal readonly struct IntegerLane<TProduct> : IIntegerLanes<int>
    where TProduct : struct, IIntegerProduct
{
    public static int Lanes
    {
        [MethodImpl(Loop.Inlined)]
        get => 1;
    }

    [MethodImpl(Loop.Inlined)]
    public static int Load(ref int start, nint at) => Unsafe.Add(ref start, at);

    [MethodImpl(Loop.Inlined)]
    public static void Store(int vector, ref int start, nint at) => Unsafe.Add(ref start, at) = vector;

    [MethodImpl(Loop.Inlined)]
    public static int Spread(int number) => number;

    [MethodImpl(Loop.Inlined)]
    public static int Add(int a, int b) => a + b;

    [MethodImpl(Loop.Inlined)]
    public static int AddProducts(int sums, int codes, int weights) => TProduct.Add(sums, codes, weights);

    [MethodImpl(Loop.Inlined)]
    public static int MultiplyHigh(int a, int b) => (int)((long)a * b >> 32);

    [MethodImpl(Loop.Inlined)]
    public static int ShiftRight(int a, int count) => a >> count;

    [MethodImpl(Loop.Inlined)]
    public static int Clamp(int a, int lowest, int highest) => Math.Min(Math.Max(a, lowest), highest);

    [MethodImpl(Loop.Inlined)]
    public static void Narrow(int vector, ref byte start, nint at) => Unsafe.Add(ref start, at) = (byte)vector;

    [MethodImpl(Loop.Inlined)]
    public static void Narrow(int vector, ref short start, nint at) => Unsafe.Add(ref start, at) = (short)vector;
}
