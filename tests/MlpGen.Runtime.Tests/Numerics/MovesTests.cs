using MlpGen.Numerics;

namespace MlpGen.Tests.Numerics;

/// <summary>Copies and zeros of every length up to some vectors, and nothing beyond.</summary>
public class MovesTests
{
    private const int Most = 150;

    [Fact]
    public void A_copy_is_as_long_as_its_source()
    {
        for (int length = 0; length <= Most; length++)
        {
            Copies(length, i => i + 0.5f, -1);
            Copies(length, i => i + 0.5, -1);
            Copies(length, i => i, -1);
        }
    }

    [Fact]
    public void Zeros_end_with_the_span()
    {
        for (int length = 0; length <= Most; length++)
        {
            Clears(length, -1f);
            Clears(length, -1.0);
            Clears(length, -1);
        }
    }

    [Fact]
    public void A_place_that_is_too_short_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new float[5].AsSpan().MoveTo(new float[4]));

    private static void Copies<T>(int length, Func<int, T> number, T untouched)
        where T : unmanaged
    {
        T[] from = [.. Enumerable.Range(1, length).Select(number)], to = [.. Enumerable.Repeat(untouched, length + 20)];

        from.AsSpan().MoveTo(to.AsSpan(1));

        Assert.Equal([untouched, .. from, .. Enumerable.Repeat(untouched, 19)], to);
    }

    private static void Clears<T>(int length, T untouched)
        where T : unmanaged
    {
        T[] numbers = [.. Enumerable.Repeat(untouched, length + 20)];

        numbers.AsSpan(1, length).Zero();

        Assert.Equal([untouched, .. new T[length], .. Enumerable.Repeat(untouched, 19)], numbers);
    }
}
