using System.Runtime.CompilerServices;

namespace MlpGen.Benchmarks.Machine;

/// <summary>A stack as a program has it: below the caller lies what other calls have left, addresses among it. Read as numbers these are subnormal, which
/// processors are slow with; what computes with more than its own would not be found out on a stack that has seen nothing but benchmarks.</summary>
internal static class UsedStack
{
    /// <summary>As deep as a call of a network may go.</summary>
    private const int Bytes = 128 * 1024;

    private const ulong Address = 0x00007F3A_00005E28;

    /// <summary>Leaves it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Leave()
    {
        Span<ulong> stack = stackalloc ulong[Bytes / sizeof(ulong)];
        stack.Fill(Address);
    }
}
