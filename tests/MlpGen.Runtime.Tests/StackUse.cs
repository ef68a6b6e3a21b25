using System.Runtime.CompilerServices;

namespace MlpGen.Tests;

/// <summary>Measures how deep a call goes into the stack: paints the stack, calls, and looks how much paint is left.</summary>
internal static class StackUse
{
    private const int Painted = 512 * 1024;
    private const byte Paint = 0xA5;

    /// <summary>The bytes of stack that <paramref name="action"/> takes, once it is compiled.</summary>
    public static int Of(Action action)
    {
        int least = int.MaxValue;
        var thread = new Thread(
            () =>
            {
                action();

                // The least of several: the runtime, too, may interrupt and use the stack.
                for (int i = 0; i < 3; i++)
                {
                    PaintStack();
                    action();
                    least = Math.Min(least, Painted - Untouched());
                }
            },
            maxStackSize: 4 * Painted);
        thread.Start();
        thread.Join();
        return least;
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining)]
    private static void PaintStack()
    {
        Span<byte> stack = stackalloc byte[Painted + 4096];  // deeper than what is looked at, wherever the two frames begin
        stack.Fill(Paint);
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining)]
    private static int Untouched()
    {
        Span<byte> stack = stackalloc byte[Painted];
        int touched = stack.IndexOfAnyExcept(Paint);
        return touched < 0 ? Painted : touched;
    }
}
