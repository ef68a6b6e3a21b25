namespace MlpGen.Tests;

/// <summary>Compares vectors by the size of their difference, relative to the size of what is expected.</summary>
internal static class Close
{
    /// <summary>‖actual − expected‖ ≤ tolerance·‖expected‖. Where exactly 0 is expected, since the terms of a sum cancel,
    /// <paramref name="cancelled"/> takes the place of ‖expected‖: the size of what they cancel.</summary>
    public static void Assert(double[] expected, double[] actual, double tolerance, double cancelled = 0)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        double size = Norm(expected), error = Norm([.. actual.Zip(expected, (a, e) => a - e)]);
        double allowed = tolerance * (size > 0 ? size : cancelled);
        if (!(error <= allowed))
        {
            Xunit.Assert.Fail(
                $"Off by {error:E2}, allowed {allowed:E2}.\nExpected: {string.Join(' ', expected)}\nActual:   {string.Join(' ', actual)}");
        }
    }

    public static void Assert(double expected, double actual, double tolerance) => Assert([expected], [actual], tolerance);

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(v => v * v));
}
