namespace MlpGen.Numerics;

/// <summary>
/// The few vector operations the kernels are written in, so that one body serves every vector width and both precisions.
/// </summary>
/// <remarks>
/// Implementations are empty structs whose members the JIT inlines: a kernel instantiated with <see cref="Width512{T}"/>
/// works on bare <c>Vector512&lt;T&gt;</c> values in registers, exactly as if it had been written for them.
/// For sums of products alone; formulas with constants are written in <see cref="ISimd{V, T}"/>.
/// </remarks>
/// <typeparam name="TVector">The vector type, such as <c>Vector512&lt;float&gt;</c>.</typeparam>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
internal interface IVectorWidth<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Elements in one vector.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes zero.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Reads <see cref="Count"/> elements, at any alignment.</summary>
    static abstract TVector Load(ref T source);

    /// <summary>Writes <see cref="Count"/> elements, at any alignment.</summary>
    static abstract void Store(TVector value, ref T destination);

    /// <summary>One value in every lane.</summary>
    static abstract TVector Broadcast(T value);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a − b.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a · b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a · b + c, rounded once where the hardware fuses and twice where it does not.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>A mask for <see cref="Keep"/> that keeps the last <paramref name="lanes"/> lanes (0 to <see cref="Count"/>).</summary>
    static abstract TVector LastLanes(int lanes);

    /// <summary>The lanes of <paramref name="value"/> that <paramref name="mask"/> keeps, zero in the others, whatever they hold.</summary>
    static abstract TVector Keep(TVector value, TVector mask);

    /// <summary>The sum of all lanes.</summary>
    static abstract T Sum(TVector value);

    /// <summary>The sums of four vectors, each over its lanes, into four consecutive elements.</summary>
    static abstract void StoreSums(TVector a, TVector b, TVector c, TVector d, ref T destination);
}
