namespace MlpGen.Tests;

/// <summary>Compares vectors by the size of their difference, relative to the size of what is expected.</summary>
internal static class Close
{
    /// <summary>‖actual − expected‖ ≤ tolerance·‖expected‖.</summary>
    public static void Assert(double[] expected, double[] actual, double tolerance)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        double error = Norm([.. actual.Zip(expected, (a, e) => a - e)]), allowed = tolerance * Norm(expected);
        if (!(error <= allowed))
        {
            Xunit.Assert.Fail(
                $"Off by {error:E2}, allowed {allowed:E2}.\nExpected: {string.Join(' ', expected)}\nActual:   {string.Join(' ', actual)}");
        }
    }

    public static void Assert(double expected, double actual, double tolerance) => Assert([expected], [actual], tolerance);

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(v => v * v));
}
