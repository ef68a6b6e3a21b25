using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>How the numbers of all members lie in one buffer: in stripes of as many members as a vector has lanes, and within a stripe
/// <c>[parameter][lane]</c>.</summary>
/// <remarks>
/// <para>A stripe begins at (its first member · numbers of a member), as the row of that member would: nothing is padded. Members that are left
/// over from stripes of the widest vectors form one of half the lanes, and one of a quarter; what is left of those has rows.</para>
/// <para>Where vectors along the members gain nothing, all members have rows: wide layers fill vectors of outputs as well, and without
/// vectors there are no lanes.</para>
/// </remarks>
internal sealed class MemberLayout
{
    /// <summary>Up to so many numbers a member is in a stripe: beyond, what is read from memory sets the pace, of rows as of stripes.</summary>
    private const int MostInLanes = 1024;

    /// <summary>From so many samples of a member on, they fill the vectors of the network's own batches.</summary>
    private const int SamplesThatFillVectors = 16;

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

    /// <summary>From so many samples of a member on, a stripe is turned to rows for a call: what that costs is less than it brings. Tiny networks, which are
    /// turned at once, have code of their own for batches, written out number by number.</summary>
    public int LeastSamplesTurned => Size <= TinySize ? SamplesThatFillVectors : 4 * SamplesThatFillVectors;

    /// <summary>Whether vectors along the members are faster than the network's own code, member by member.</summary>
    /// <param name="size">Numbers of a member.</param>
    /// <param name="samples">How many samples each member sees in a call.</param>
    public static bool SuitsLanes(int size, int samples) => size <= MostInLanes && samples < SamplesThatFillVectors;

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
            for (int lanes = Widths.Lanes<T>(int.MaxValue); lanes >= Widths.Bytes128 / Unsafe.SizeOf<T>(); lanes /= 2)
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
    public void Get<T>(ReadOnlySpan<T> packed, int member, Span<T> row)
    {
        int at = Begin(member, out int lanes);
        for (int p = 0; p < row.Length; p++)
        {
            row[p] = packed[at + (p * lanes)];
        }
    }

    /// <summary>Overwrites the numbers of one member.</summary>
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
                rows[(run.First * Size)..].CopyTo(packed[(run.First * Size)..]);
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
                packed[(run.First * Size)..].CopyTo(rows[(run.First * Size)..]);
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
