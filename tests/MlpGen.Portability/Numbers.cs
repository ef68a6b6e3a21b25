using System.Numerics;

namespace MlpGen.Portability;

/// <summary>Numbers for inputs, targets and gradients that are the same on every machine: a congruential generator's integers, divided by a power of
/// two, so that none is rounded in either precision.</summary>
internal sealed class Numbers(uint seed)
{
    private ulong _state = seed;

    /// <summary>Multiples of 2⁻²⁰ in [<paramref name="least"/>, <paramref name="least"/> + <paramref name="range"/>).</summary>
    public T[] Draw<T>(int count, double least = -2, double range = 4)
        where T : IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = T.CreateChecked((Next() * range / (1 << 20)) + least);
        }

        return values;
    }

    /// <summary>Integers from 0 to <paramref name="count"/> − 1.</summary>
    public int[] Labels(int length, int count)
    {
        int[] labels = new int[length];
        for (int i = 0; i < length; i++)
        {
            labels[i] = (int)(Next() % (uint)count);
        }

        return labels;
    }

    // Knuth's MMIX; the upper bits, which repeat the latest.
    private uint Next() => (uint)((_state = unchecked((_state * 6364136223846793005) + 1442695040888963407)) >> 44);
}
