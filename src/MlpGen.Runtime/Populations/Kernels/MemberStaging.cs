using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>Rows of samples to tiles of members, and back.</summary>
internal static class MemberStaging
{
    /// <summary>Turns rows of samples, one or more for each member, into a tile.</summary>
    /// <param name="lanes">Lanes of the stripes.</param>
    /// <param name="rows">The row of the first member's first sample in the tile.</param>
    /// <param name="each">How many samples each member has in all: its rows lie together.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="columns">Written.</param>
    [MethodImpl(Loop.Hot)]
    public static void Turn<T>(int lanes, ref T rows, int each, int width, in MemberTile tile, ref T columns)
        where T : unmanaged
    {
        int member = each * width, numbers = tile.Samples * width;
        if (member == 1)
        {
            MemoryMarshal.CreateSpan(ref rows, tile.Stripes * lanes).MoveTo(MemoryMarshal.CreateSpan(ref columns, tile.Stripes * lanes));
        }
        else if (member == 2)
        {
            Apart<T, Two>(lanes, ref rows, in tile, ref columns);
        }
        else if (member == 3 && IsWide<T>(lanes))
        {
            Apart<T, Three>(lanes, ref rows, in tile, ref columns);
        }
        else if (member == 4 && IsWide<T>(lanes))
        {
            Apart<T, Four>(lanes, ref rows, in tile, ref columns);
        }
        else
        {
            for (int stripe = 0; stripe < tile.Stripes; stripe++)
            {
                Transposition<T>.Copy(
                    ref Unsafe.Add(ref rows, (nint)stripe * lanes * member), member, ref Unsafe.Add(ref columns, stripe * lanes * numbers), lanes, lanes, numbers);
            }
        }
    }

    /// <summary>Turns a tile into rows.</summary>
    /// <inheritdoc cref="Turn"/>
    [MethodImpl(Loop.Hot)]
    public static void TurnBack<T>(int lanes, ref T columns, in MemberTile tile, int each, int width, ref T rows)
        where T : unmanaged
    {
        int member = each * width, numbers = tile.Samples * width;
        if (member == 1)
        {
            MemoryMarshal.CreateSpan(ref columns, tile.Stripes * lanes).MoveTo(MemoryMarshal.CreateSpan(ref rows, tile.Stripes * lanes));
        }
        else if (member == 2)
        {
            MemberWidths<PairsTogether>.Run(lanes, ref Unsafe.NullRef<T>(), ref columns, ref Unsafe.NullRef<T>(), ref rows, default, in tile);
        }
        else
        {
            for (int stripe = 0; stripe < tile.Stripes; stripe++)
            {
                Transposition<T>.Copy(
                    ref Unsafe.Add(ref columns, stripe * lanes * numbers), lanes, ref Unsafe.Add(ref rows, (nint)stripe * lanes * member), member, numbers, lanes);
            }
        }
    }

    /// <summary>Class labels as a tile of targets: 1 at the label, 0 elsewhere.</summary>
    /// <param name="lanes">Lanes of the stripes.</param>
    /// <param name="labels">Of the first member's first sample in the tile.</param>
    /// <param name="each">From the labels of one member to those of the next; 0 if all have the same.</param>
    /// <param name="classes">Units of a column.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="columns">Written.</param>
    [MethodImpl(Loop.Hot)]
    public static void OneHot<T>(int lanes, ref int labels, int each, int classes, in MemberTile tile, ref T columns)
        where T : unmanaged
    {
        MemoryMarshal.CreateSpan(ref columns, tile.Columns * classes * lanes).Zero();
        T one = Scalar.Round<T>(1);
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                ref int own = ref Unsafe.Add(ref labels, (nint)((stripe * lanes) + lane) * each);
                for (int sample = 0; sample < tile.Samples; sample++)
                {
                    int column = (stripe * tile.Samples) + sample;
                    Unsafe.Add(ref columns, (((column * classes) + Unsafe.Add(ref own, sample)) * lanes) + lane) = one;
                }
            }
        }
    }

    /// <summary>Whether permutations take numbers from the places of a whole row of vectors.</summary>
    [MethodImpl(Loop.Inlined)]
    private static bool IsWide<T>(int lanes) => Avx512F.IsSupported && lanes == Widths.Bytes512 / Unsafe.SizeOf<T>();

    [MethodImpl(Loop.Inlined)]
    private static void Apart<T, TNumbers>(int lanes, ref T rows, in MemberTile tile, ref T columns)
        where T : unmanaged
        where TNumbers : struct, IFew =>
        MemberWidths<FewApart<TNumbers>>.Run(lanes, ref Unsafe.NullRef<T>(), ref rows, ref Unsafe.NullRef<T>(), ref columns, default, in tile);

    /// <summary>y = the numbers of each row of x, each in a vector of its own: too few for blocks in registers.</summary>
    private readonly struct FewApart<TNumbers> : IMemberKernel
        where TNumbers : struct, IFew
    {
        [MethodImpl(Loop.Hot)]
        public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T>
        {
            for (int stripe = 0; stripe < tile.Stripes; stripe++)
            {
                V n0 = Column<V, T, S, TNumbers>(ref x, 0), n1 = Column<V, T, S, TNumbers>(ref x, 1);
                V n2 = TNumbers.Count > 2 ? Column<V, T, S, TNumbers>(ref x, 2) : n0;
                V n3 = TNumbers.Count > 3 ? Column<V, T, S, TNumbers>(ref x, 3) : n0;
                S.Store(n0, ref y);
                S.Store(n1, ref Unsafe.Add(ref y, S.Count));
                if (TNumbers.Count > 2)
                {
                    S.Store(n2, ref Unsafe.Add(ref y, 2 * S.Count));
                }

                if (TNumbers.Count > 3)
                {
                    S.Store(n3, ref Unsafe.Add(ref y, 3 * S.Count));
                }

                x = ref Unsafe.Add(ref x, TNumbers.Count * S.Count);
                y = ref Unsafe.Add(ref y, TNumbers.Count * S.Count);
            }
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static V Column<V, T, S, TNumbers>(ref T rows, int number)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
        where TNumbers : struct, IFew =>
        typeof(T) == typeof(float)
            ? SampleLanes.Column<V>(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, float>(ref rows), TNumbers.Count * S.Count), 0, TNumbers.Count, number)
            : SampleLanes.Column<V>(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, double>(ref rows), TNumbers.Count * S.Count), 0, TNumbers.Count, number);

    /// <summary>Pairs, the other way.</summary>
    private readonly struct PairsTogether : IMemberKernel
    {
        [MethodImpl(Loop.Hot)]
        public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T>
        {
            for (int stripe = 0; stripe < tile.Stripes; stripe++)
            {
                V left = S.Load(ref x), right = S.Load(ref Unsafe.Add(ref x, S.Count));
                if (typeof(T) == typeof(float))
                {
                    SampleLanes.StorePairs(left, right, MemoryMarshal.CreateSpan(ref Unsafe.As<T, float>(ref y), 2 * S.Count), 0);
                }
                else
                {
                    SampleLanes.StorePairs(left, right, MemoryMarshal.CreateSpan(ref Unsafe.As<T, double>(ref y), 2 * S.Count), 0);
                }

                x = ref Unsafe.Add(ref x, 2 * S.Count);
                y = ref Unsafe.Add(ref y, 2 * S.Count);
            }
        }
    }
}

/// <summary>y = the rows of x, samples that all members share, in every lane of every stripe. Outputs of the shape are the numbers of a row.</summary>
internal readonly struct MemberBroadcast : IMemberKernel
{
    /// <inheritdoc/>
    [MethodImpl(Loop.Hot)]
    public static void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>
    {
        int numbers = tile.Samples * shape.Outputs;
        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            for (int i = 0; i < numbers; i++)
            {
                S.Store(S.Broadcast(Unsafe.Add(ref x, i)), ref y);
                y = ref Unsafe.Add(ref y, S.Count);
            }
        }
    }
}
