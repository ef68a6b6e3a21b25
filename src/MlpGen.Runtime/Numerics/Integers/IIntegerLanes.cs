using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>A vector of sums in <see cref="int"/>, side by side, and what the kernels of integers do with it.</summary>
/// <typeparam name="TVector">The vector; <see cref="int"/> is the one of a single lane.</typeparam>
internal interface IIntegerLanes<TVector>
{
    /// <summary>The sums in the vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>The vector that begins at <paramref name="at"/>.</summary>
    static abstract TVector Load(ref int start, nint at);

    /// <summary>Writes a vector to where it begins at <paramref name="at"/>.</summary>
    static abstract void Store(TVector vector, ref int start, nint at);

    /// <summary>The same number in each lane.</summary>
    static abstract TVector Spread(int number);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>The sums and, in each lane, the products of the codes and the weights that the 32 bits of the lane hold.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="codes">4 codes of 8 bits without sign, or 2 of 16, in each lane.</param>
    /// <param name="weights">As many weights with sign.</param>
    static abstract TVector AddProducts(TVector sums, TVector codes, TVector weights);

    /// <summary>⌊a·b / 2³²⌋.</summary>
    static abstract TVector MultiplyHigh(TVector a, TVector b);

    /// <summary>⌊a / 2ⁿ⌋.</summary>
    static abstract TVector ShiftRight(TVector a, int count);

    /// <summary>Each number, but at least <paramref name="lowest"/> and at most <paramref name="highest"/>.</summary>
    static abstract TVector Clamp(TVector a, TVector lowest, TVector highest);

    /// <summary>Writes each number, which must be 0 to 255, as a byte.</summary>
    static abstract void Narrow(TVector vector, ref byte start, nint at);

    /// <summary>Writes each number, which must be 0 to 32,767, in 16 bits.</summary>
    static abstract void Narrow(TVector vector, ref short start, nint at);
}

/// <summary>How the 32 bits of a lane hold codes and weights, and what their products are. All forms give the same bits: no product or sum leaves the
/// 32 bits, which the generator has proven for each layer, so that the order of additions does not matter.</summary>
internal interface IIntegerProduct
{
    /// <summary>One lane.</summary>
    static abstract int Add(int sum, int codes, int weights);

    /// <summary>Four lanes.</summary>
    static abstract Vector128<int> Add(Vector128<int> sums, Vector128<int> codes, Vector128<int> weights);

    /// <summary>Eight lanes.</summary>
    static abstract Vector256<int> Add(Vector256<int> sums, Vector256<int> codes, Vector256<int> weights);

    /// <summary>Sixteen lanes.</summary>
    static abstract Vector512<int> Add(Vector512<int> sums, Vector512<int> codes, Vector512<int> weights);
}
