namespace MlpGen.Tests;

/// <summary>Compares vectors by the size of their difference, relative to the size of what is expected.</summary>
internal static class Close
{
    /// <summary>‖actual − expected‖ ≤ tolerance·‖expected‖, where ‖expected‖ counts as <paramref name="least"/> at least: what ought to be 0, since
    /// the terms of a sum cancel, is only as near to it as they are exact.</summary>
    public static void Assert(double[] expected, double[] actual, double tolerance, double least = 0)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        double error = Norm([.. actual.Zip(expected, (a, e) => a - e)]), allowed = tolerance * Math.Max(least, Norm(expected));
        if (!(error <= allowed))
        {
            Xunit.Assert.Fail(
                $"Off by {error:E2}, allowed {allowed:E2}.\nExpected: {string.Join(' ', expected)}\nActual:   {string.Join(' ', actual)}");
        }
    }

    public static void Assert(double expected, double actual, double tolerance) => Assert([expected], [actual], tolerance);

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(v => v * v));
}
