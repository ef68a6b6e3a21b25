using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>Which of z and a a pass keeps, and where: offsets in its memory, counted in units of one sample.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPlaces
{
    /// <summary>The places of a layer's z and a.</summary>
    /// <param name="position">What has been handed out so far; moved on.</param>
    /// <param name="units">Outputs of the layer.</param>
    /// <param name="widest">The length of a buffer, where there are two.</param>
    /// <param name="readsZ">Whether the way back reads z.</param>
    /// <param name="z">−1 for a z that is not kept.</param>
    /// <param name="a">Never negative.</param>
    static abstract void Next(ref int position, int units, int widest, bool readsZ, out int z, out int a);

    /// <summary>Whether the memory has the last layer's a, too.</summary>
    static abstract bool KeepsOutput { get; }
}

/// <summary>z1, a1, z2, a2, …: the trace, as the public members have it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Trace : IPlaces
{
    /// <inheritdoc/>
    public static bool KeepsOutput
    {
        [MethodImpl(Loop.Inlined)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Next(ref int position, int units, int widest, bool readsZ, out int z, out int a)
    {
        z = position;
        a = position + units;
        position += 2 * units;
    }
}

/// <summary>Of each layer what the way back reads: a, and z where the derivative needs it; else a is computed in its place.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Needed : IPlaces
{
    /// <inheritdoc/>
    public static bool KeepsOutput
    {
        [MethodImpl(Loop.Inlined)]
        get => false;
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Next(ref int position, int units, int widest, bool readsZ, out int z, out int a)
    {
        z = readsZ ? position : -1;
        a = position + (readsZ ? units : 0);
        position = a + units;
    }
}

/// <summary>Two buffers that take turns: each layer reads a of the layer before from one, and leaves its own in the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TwoBuffers : IPlaces
{
    /// <inheritdoc/>
    public static bool KeepsOutput
    {
        [MethodImpl(Loop.Inlined)]
        get => false;
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Next(ref int position, int units, int widest, bool readsZ, out int z, out int a)
    {
        z = -1;
        a = position;
        position = widest - position;
    }
}

/// <summary>The layer at hand and the one before it: where a whole trace would be too deep for the stack, the pass back computes both anew for
/// each layer. They lie at the two ends of the memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TwoLayers : IPlaces
{
    /// <inheritdoc/>
    public static bool KeepsOutput
    {
        [MethodImpl(Loop.Inlined)]
        get => false;
    }

    /// <inheritdoc/>
    [MethodImpl(Loop.Inlined)]
    public static void Next(ref int position, int units, int widest, bool readsZ, out int z, out int a)
    {
        z = -1;
        a = position == 0 ? 0 : widest - units;
        position = 1 - position;
    }
}
