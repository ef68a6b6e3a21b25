using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests;

public class AlignedBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(13_002)]
    public void It_holds_zeros_and_begins_at_a_cache_line_that_it_never_leaves(int length)
    {
        var single = new AlignedBuffer<float>(length);
        var wide = new AlignedBuffer<double>(length);

        Assert.Equal(new float[length], single.Span.ToArray());
        Assert.Equal(new double[length], wide.Span.ToArray());
        single.Span.Fill(1);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.Equal(0u, Address(single.Span) % 64);
        Assert.Equal(0u, Address(wide.Span) % 64);
        Assert.All(single.Span.ToArray(), value => Assert.Equal(1f, value));
    }

    private static unsafe nuint Address<T>(Span<T> span) => (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));
}
