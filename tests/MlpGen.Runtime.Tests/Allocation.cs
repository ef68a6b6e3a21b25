namespace MlpGen.Tests;

/// <summary>Measures what a call allocates on its thread.</summary>
internal static class Allocation
{
    /// <summary>The bytes that 50 calls allocate, once all is compiled.</summary>
    public static long Of(Action action)
    {
        action();
        long least = long.MaxValue;

        // The least of several: a collection in between makes the count jump by what was left of the thread's buffer.
        for (int round = 0; round < 5 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
