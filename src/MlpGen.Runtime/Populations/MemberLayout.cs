using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>How the numbers of all members lie in one buffer: in stripes of as many members as a vector has lanes, and within a stripe
/// <c>[parameter][lane]</c>.</summary>
/// <remarks>
/// <para>A stripe begins at (its first member · numbers of a member), as the row of that member would: nothing is padded. Members that are left
/// over from stripes of the widest vectors form one of half the lanes, if they are eight at least; what is left has rows.</para>
/// <para>Where vectors along the members gain nothing, all members have rows: wide layers fill vectors of outputs as well, and without
/// vectors there are no lanes.</para>
/// </remarks>
internal sealed class MemberLayout
{
    /// <summary>Up to so many numbers a member is in a stripe: beyond, what is read from memory sets the pace, of rows as of stripes.</summary>
    private const int MostInLanes = 1024;

    /// <summary>A stripe of fewer members costs as much as they do one by one, whose outputs fill vectors, too; unless there are no wider vectors.</summary>
    private const int LeastLanes = 8;

    /// <summary>From so many samples on, turning a stripe to rows costs less than it brings; of tiny networks, from twice as many as fill vectors.</summary>
    private const int SamplesThatPayTurning = 64;

    /// <summary>Networks of no more parameters have code of their own for batches, written out number by number.</summary>
    private const int TinySize = 64;

    private MemberLayout(int members, int size, MemberRun[] runs)
    {
        Members = members;
        Size = size;
        Runs = runs;
    }

    /// <summary>K.</summary>
    public int Members { get; }

    /// <summary>Numbers of one member.</summary>
    public int Size { get; }

    /// <summary>All members, in ascending order.</summary>
    public MemberRun[] Runs { get; }

    /// <summary>Whether the members of a stripe are computed as rows in a call with so many samples, turned for it and back.</summary>
    [MethodImpl(Loop.Inlined)]
    public bool SuitsTurning<T>(int samples)
        where T : unmanaged => samples >= (Size <= TinySize ? 2 * SamplesThatFillVectors<T>(Size) : SamplesThatPayTurning);

    /// <summary>Whether members lie in lanes: whether vectors along them are faster than the network's own code, member by member.</summary>
    /// <remarks>
    /// <para>Lanes win where the network's own code leaves vectors half empty: small layers, few samples. Its batches fill vectors with samples instead,
    /// read weights once for all of them, and take rows of memory as they are; lanes have to turn every sample on its way in and out.</para>
    /// <para>It does not ask how much memory all members take: where that is more than a cache holds, both read it once, at the same pace.</para>
    /// </remarks>
    /// <param name="size">Numbers of a member.</param>
    /// <param name="samples">How many samples each member sees in a call.</param>
    public static bool SuitsLanes<T>(int size, int samples)
        where T : unmanaged => size <= MostInLanes && samples < SamplesThatFillVectors<T>(size);

    /// <summary>From so many samples on, the network's own batches are as fast as lanes: tiny networks have a sample in each lane of a vector, others
    /// take tiles of samples, which pay later. Vectors of 128 bits are not filled with samples.</summary>
    [MethodImpl(Loop.Inlined)]
    private static int SamplesThatFillVectors<T>(int size)
        where T : unmanaged
    {
        int lanes = Widths.Lanes<T>(int.MaxValue);
        return !Vector256.IsHardwareAccelerated ? 16 : size <= TinySize ? lanes : (3 * lanes / 2) + 1;
    }

    /// <summary>The layout of so many members.</summary>
    /// <param name="members">At least 1.</param>
    /// <param name="size">Numbers of a member.</param>
    /// <param name="inLanes">Whether vectors along members are wanted.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static MemberLayout Of<T>(int members, int size, bool inLanes)
        where T : unmanaged
    {
        var runs = new List<MemberRun>();
        int first = 0;
        if (inLanes && Vector128.IsHardwareAccelerated)
        {
            int widest = Widths.Lanes<T>(int.MaxValue);
            for (int lanes = widest; lanes >= Math.Min(LeastLanes, widest); lanes /= 2)
            {
                int stripes = (members - first) / lanes;
                if (stripes > 0)
                {
                    runs.Add(new(first, lanes, stripes));
                    first += stripes * lanes;
                }
            }
        }

        if (first < members)
        {
            runs.Add(new(first, 1, members - first));
        }

        return new(members, size, [.. runs]);
    }

    /// <summary>Writes the numbers of one member, parameter by parameter.</summary>
    [MethodImpl(Loop.Hot)]
    public void Get<T>(ReadOnlySpan<T> packed, int member, Span<T> row)
    {
        int at = Begin(member, out int lanes);
        for (int p = 0; p < row.Length; p++)
        {
            row[p] = packed[at + (p * lanes)];
        }
    }

    /// <summary>Overwrites the numbers of one member.</summary>
    [MethodImpl(Loop.Hot)]
    public void Set<T>(Span<T> packed, int member, ReadOnlySpan<T> row)
    {
        int at = Begin(member, out int lanes);
        for (int p = 0; p < row.Length; p++)
        {
            packed[at + (p * lanes)] = row[p];
        }
    }

    /// <summary>Packs a row for each member.</summary>
    [MethodImpl(Loop.Hot)]
    public void Load<T>(ReadOnlySpan<T> rows, Span<T> packed)
        where T : unmanaged
    {
        ref T from = ref MemoryMarshal.GetReference(rows), to = ref MemoryMarshal.GetReference(packed);
        foreach (MemberRun run in Runs)
        {
            if (run.IsRows)
            {
                rows[(run.First * Size)..].MoveTo(packed[(run.First * Size)..]);
                break;
            }

            for (int member = run.First; member < run.End; member += run.Lanes)
            {
                Transposition<T>.Copy(
                    ref Unsafe.Add(ref from, member * Size), Size, ref Unsafe.Add(ref to, member * Size), run.Lanes, run.Lanes, Size);
            }
        }
    }

    /// <summary>Writes a row for each member.</summary>
    [MethodImpl(Loop.Hot)]
    public void Save<T>(ReadOnlySpan<T> packed, Span<T> rows)
        where T : unmanaged
    {
        ref T from = ref MemoryMarshal.GetReference(packed), to = ref MemoryMarshal.GetReference(rows);
        foreach (MemberRun run in Runs)
        {
            if (run.IsRows)
            {
                packed[(run.First * Size)..].MoveTo(rows[(run.First * Size)..]);
                break;
            }

            for (int member = run.First; member < run.End; member += run.Lanes)
            {
                Transposition<T>.Copy(
                    ref Unsafe.Add(ref from, member * Size), run.Lanes, ref Unsafe.Add(ref to, member * Size), Size, Size, run.Lanes);
            }
        }
    }

    /// <summary>Where the first number of a member lies; the next is <paramref name="lanes"/> further on.</summary>
    [MethodImpl(Loop.Hot)]
    private int Begin(int member, out int lanes)
    {
        int i = 0;
        while (member >= Runs[i].End)
        {
            i++;
        }

        lanes = Runs[i].Lanes;
        int lane = (member - Runs[i].First) % lanes;
        return ((member - lane) * Size) + lane;
    }
}
