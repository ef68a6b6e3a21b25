using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Optimizers;

/// <summary>What an optimizer remembers of a run of parameters: some parts, each as long as all the parameters, one after the other
/// in memory.</summary>
/// <param name="first">The first number of the first part.</param>
/// <param name="stride">From a number of one part to that of the next.</param>
/// <param name="count">The number of parts.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
internal readonly ref struct StateParts<T>(ref T first, int stride, int count)
    where T : unmanaged
{
    /// <summary>What is remembered of the first parameter of the run; <see cref="Stride"/> further on the next part begins.</summary>
    public readonly ref T First = ref first;

    /// <summary>The distance between parts.</summary>
    public int Stride => stride;

    /// <summary>The number of parts.</summary>
    public int Count => count;

    /// <summary>The same, beginning with a later parameter.</summary>
    public StateParts<T> From(int parameter) => new(ref Unsafe.Add(ref First, count == 0 ? 0 : parameter), stride, count);
}
