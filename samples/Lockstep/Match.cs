using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lockstep;

/// <summary>Two processes that play the same game: after each tick they tell each other a hash of all that they have, and stop where it differs.</summary>
internal sealed class Match(bool isReproducible, int ticks, int seed)
{
    /// <summary>The argument of the other player, which is this program once more.</summary>
    public const string OtherPlayer = "--other-player";

    /// <summary>Plays against another process.</summary>
    /// <param name="command">Its program and arguments.</param>
    /// <param name="environment">What is set for it.</param>
    /// <returns>What came of it.</returns>
    public Outcome Play(string[] command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], [.. command[1..], OtherPlayer, $"{isReproducible}", $"{ticks}", $"{seed}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process other = Process.Start(start)!;
        try
        {
            Pond pond = Pond.Of(isReproducible, seed);
            int tick = Play(pond, other.StandardOutput.BaseStream, other.StandardInput.BaseStream);
            return new Outcome(tick, pond, tick < ticks ? Numbers(other.StandardOutput.BaseStream, pond.State.Length) : pond.State);
        }
        finally
        {
            other.StandardInput.Close();
            other.WaitForExit();
        }
    }

    /// <summary>Plays as the other process does, and hands over all that it has where the hashes differ.</summary>
    public void PlayAsOther(Stream from, Stream to)
    {
        Pond pond = Pond.Of(isReproducible, seed);
        if (Play(pond, from, to) < ticks)
        {
            to.Write(MemoryMarshal.AsBytes<float>(pond.State));
            to.Flush();
        }
    }

    /// <returns>The first tick whose hashes differ; all of them if none do.</returns>
    private int Play(Pond pond, Stream from, Stream to)
    {
        Span<byte> mine = stackalloc byte[sizeof(ulong)], theirs = stackalloc byte[sizeof(ulong)];
        for (int tick = 0; tick < ticks; tick++)
        {
            pond.Tick(tick);
            ulong hash = pond.Hash();
            MemoryMarshal.Write(mine, in hash);
            to.Write(mine);
            to.Flush();
            from.ReadExactly(theirs);
            if (!mine.SequenceEqual(theirs))
            {
                return tick;
            }
        }

        return ticks;
    }

    private static float[] Numbers(Stream from, int count)
    {
        float[] numbers = new float[count];
        from.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}

/// <summary>How a match ended.</summary>
/// <param name="Ticks">The ticks that were the same.</param>
/// <param name="Pond">The game as this process has it.</param>
/// <param name="Theirs">All numbers as the other has them.</param>
internal sealed record Outcome(int Ticks, Pond Pond, float[] Theirs)
{
    /// <summary>The first number that differs: its place, and what either has.</summary>
    public string FirstDifference()
    {
        float[] mine = Pond.State;
        int i = Enumerable.Range(0, mine.Length).First(k => BitConverter.SingleToInt32Bits(mine[k]) != BitConverter.SingleToInt32Bits(Theirs[k]));
        string[] parts = ["x", "y", "speed in x", "speed in y"];
        string place = i < 4 * Pond.Count ? $"fish {i / 4}, {parts[i % 4]}" : i < 4 * Pond.Count + 2 ? "the food" : $"weight {i - 4 * Pond.Count - 2}";
        return FormattableString.Invariant($"{place}: {mine[i]:G9} here, {Theirs[i]:G9} there; {mine.Where((value, k) => BitConverter.SingleToInt32Bits(value) != BitConverter.SingleToInt32Bits(Theirs[k])).Count()} of {mine.Length} numbers differ");
    }
}
