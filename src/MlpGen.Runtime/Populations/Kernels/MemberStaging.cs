using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>Rows of samples to tiles of members, and back.</summary>
internal static class MemberStaging
{
    /// <summary>Rows of no more numbers are not turned one by one.</summary>
    private const int Narrow = 3;

    /// <summary>What turning needs for so many columns.</summary>
    [MethodImpl(Loop.Inlined)]
    public static int Scratch(int columns, int lanes) => Narrow * columns * lanes;

    /// <summary>Turns rows of a sample, one or more for each member, into a tile.</summary>
    /// <param name="lanes">Lanes of the stripes.</param>
    /// <param name="rows">The row of the first member's first sample in the tile.</param>
    /// <param name="each">How many samples each member has in all: its rows lie together.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="columns">Written: a row for each number.</param>
    /// <param name="scratch">As much memory as <see cref="Scratch"/> says.</param>
    [MethodImpl(Loop.Hot)]
    public static void Turn<T>(int lanes, ref T rows, int each, int width, in MemberTile tile, ref T columns, ref T scratch)
        where T : unmanaged
    {
        if (each == 1)
        {
            TurnRows(lanes, ref rows, width, tile.Stripes, tile.Pitch, ref columns);
            return;
        }

        nint member = (nint)each * width;
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            ref T from = ref Unsafe.Add(ref rows, stripe * lanes * member);
            ref T to = ref Unsafe.Add(ref columns, stripe * tile.Samples * lanes);
            if (width <= Narrow)
            {
                // All samples of a member are one row, long enough to be turned in registers.
                ref T turned = ref width == 1 ? ref to : ref scratch;
                Transposition<T>.Copy(ref from, member, ref turned, lanes, lanes, tile.Samples * width);
                if (width > 1)
                {
                    MemberWidths<Apart>.Run(lanes, ref Unsafe.NullRef<T>(), ref turned, ref Unsafe.NullRef<T>(), ref to, new(0, width, false, 0), in tile);
                }

                continue;
            }

            for (int sample = 0; sample < tile.Samples; sample++)
            {
                Transposition<T>.Copy(
                    ref Unsafe.Add(ref from, sample * width), member, ref Unsafe.Add(ref to, sample * lanes), tile.Pitch, lanes, width);
            }
        }
    }

    /// <summary>Turns a tile into rows.</summary>
    /// <inheritdoc cref="Turn"/>
    [MethodImpl(Loop.Hot)]
    public static void TurnBack<T>(int lanes, ref T columns, in MemberTile tile, int each, int width, ref T rows, ref T scratch)
        where T : unmanaged
    {
        if (each == 1)
        {
            TurnRowsBack(lanes, ref columns, tile.Pitch, tile.Stripes, width, ref rows);
            return;
        }

        nint member = (nint)each * width;
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            ref T from = ref Unsafe.Add(ref columns, stripe * tile.Samples * lanes);
            ref T to = ref Unsafe.Add(ref rows, stripe * lanes * member);
            if (width <= Narrow)
            {
                ref T turned = ref width == 1 ? ref from : ref scratch;
                if (width > 1)
                {
                    MemberWidths<Together>.Run(lanes, ref Unsafe.NullRef<T>(), ref from, ref Unsafe.NullRef<T>(), ref turned, new(0, width, false, 0), in tile);
                }

                Transposition<T>.Copy(ref turned, lanes, ref to, member, tile.Samples * width, lanes);
                continue;
            }

            for (int sample = 0; sample < tile.Samples; sample++)
            {
                Transposition<T>.Copy(
                    ref Unsafe.Add(ref from, sample * lanes), tile.Pitch, ref Unsafe.Add(ref to, sample * width), member, width, lanes);
            }
        }
    }

    /// <summary>Class labels as a tile of targets: 1 at the label, 0 elsewhere.</summary>
    /// <param name="lanes">Lanes of the stripes.</param>
    /// <param name="labels">Of the first member's first sample in the tile.</param>
    /// <param name="each">From the labels of one member to those of the next; 0 if all have the same.</param>
    /// <param name="classes">Rows of the tile.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="columns">Written.</param>
    [MethodImpl(Loop.Hot)]
    public static void OneHot<T>(int lanes, ref int labels, int each, int classes, in MemberTile tile, ref T columns)
        where T : unmanaged
    {
        MemoryMarshal.CreateSpan(ref columns, classes * tile.Pitch).Clear();
        T one = Scalar.Round<T>(1);
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                ref int own = ref Unsafe.Add(ref labels, (nint)((stripe * lanes) + lane) * each);
                int column = (stripe * tile.Samples * lanes) + lane;
                for (int sample = 0; sample < tile.Samples; sample++, column += lanes)
                {
                    Unsafe.Add(ref columns, (Unsafe.Add(ref own, sample) * tile.Pitch) + column) = one;
                }
            }
        }
    }

    /// <summary>A row for each member, contiguous.</summary>
    [MethodImpl(Loop.Inlined)]
    private static void TurnRows<T>(int lanes, ref T rows, int width, int stripes, int pitch, ref T columns)
        where T : unmanaged
    {
        if (width == 1)
        {
            MemoryMarshal.CreateSpan(ref rows, stripes * lanes).CopyTo(MemoryMarshal.CreateSpan(ref columns, stripes * lanes));
        }
        else if (width == 2 && typeof(T) == typeof(float))
        {
            MemberWidths<PairsApart>.Run(lanes, ref Unsafe.NullRef<T>(), ref rows, ref Unsafe.NullRef<T>(), ref columns, default, new(stripes, 1, pitch, 0));
        }
        else
        {
            Transposition<T>.Copy(ref rows, width, ref columns, pitch, stripes * lanes, width);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void TurnRowsBack<T>(int lanes, ref T columns, int pitch, int stripes, int width, ref T rows)
        where T : unmanaged
    {
        if (width == 1)
        {
            MemoryMarshal.CreateSpan(ref columns, stripes * lanes).CopyTo(MemoryMarshal.CreateSpan(ref rows, stripes * lanes));
        }
        else if (width == 2 && typeof(T) == typeof(float))
        {
            MemberWidths<PairsTogether>.Run(lanes, ref Unsafe.NullRef<T>(), ref columns, ref Unsafe.NullRef<T>(), ref rows, default, new(stripes, 1, pitch, 0));
        }
        else
        {
            Transposition<T>.Copy(ref columns, pitch, ref rows, width, width, stripes * lanes);
        }
    }

    /// <summary>y = x, whose vectors are sample by sample, in a row for each number of a sample; of one stripe.</summary>
    private readonly struct Apart : IMemberKernel
    {
        [MethodImpl(Loop.Hot)]
        public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, MemberShape shape, in MemberTile tile)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T>
        {
            for (int sample = 0; sample < tile.Samples; sample++)
            {
                for (int i = 0; i < shape.Outputs; i++)
                {
                    S.Store(S.Load(ref x), ref Unsafe.Add(ref y, (i * tile.Pitch) + (sample * S.Count)));
                    x = ref Unsafe.Add(ref x, S.Count);
                }
            }
        }
    }

    /// <summary>The other way.</summary>
    private readonly struct Together : IMemberKernel
    {
        [MethodImpl(Loop.Hot)]
        public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, MemberShape shape, in MemberTile tile)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T>
        {
            for (int sample = 0; sample < tile.Samples; sample++)
            {
                for (int i = 0; i < shape.Outputs; i++)
                {
                    S.Store(S.Load(ref Unsafe.Add(ref x, (i * tile.Pitch) + (sample * S.Count))), ref y);
                    y = ref Unsafe.Add(ref y, S.Count);
                }
            }
        }
    }

    /// <summary>y = the two floats of each row of x, each in a row of its own: too few for blocks in registers.</summary>
    private readonly struct PairsApart : IMemberKernel
    {
        [MethodImpl(Loop.Hot)]
        public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, MemberShape shape, in MemberTile tile)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T>
        {
            int members = tile.Stripes * S.Count;
            for (int first = 0; first < members; first += S.Count)
            {
                ReadOnlySpan<float> rows = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, float>(ref x), 2 * members);
                S.Store(SampleLanes.Column<V>(rows, first, 2, 0), ref Unsafe.Add(ref y, first));
                S.Store(SampleLanes.Column<V>(rows, first, 2, 1), ref Unsafe.Add(ref y, tile.Pitch + first));
            }
        }
    }

    /// <summary>The other way.</summary>
    private readonly struct PairsTogether : IMemberKernel
    {
        [MethodImpl(Loop.Hot)]
        public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, MemberShape shape, in MemberTile tile)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T>
        {
            int members = tile.Stripes * S.Count;
            for (int first = 0; first < members; first += S.Count)
            {
                V left = S.Load(ref Unsafe.Add(ref x, first)), right = S.Load(ref Unsafe.Add(ref x, tile.Pitch + first));
                SampleLanes.StorePairs(left, right, MemoryMarshal.CreateSpan(ref Unsafe.As<T, float>(ref y), 2 * members), first);
            }
        }
    }
}

/// <summary>y = the rows of x, samples that all members share, in every lane of every stripe. Outputs of the shape are the numbers of a row.</summary>
internal readonly struct MemberBroadcast : IMemberKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        int width = shape.Outputs, samples = tile.Samples, pitch = tile.Pitch;
        for (int column = 0, sample = 0; column < tile.Columns; column++, sample = sample + 1 == samples ? 0 : sample + 1)
        {
            ref T row = ref Unsafe.Add(ref x, sample * width);
            ref T to = ref Unsafe.Add(ref y, column * S.Count);
            for (int i = 0; i < width; i++)
            {
                S.Store(S.Broadcast(Unsafe.Add(ref row, i)), ref to);
                to = ref Unsafe.Add(ref to, pitch);
            }
        }
    }
}
