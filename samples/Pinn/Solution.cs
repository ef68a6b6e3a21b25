namespace Pinn;

/// <summary>What a network has become, and how it came there.</summary>
/// <param name="Name">By what.</param>
/// <param name="Network">The network.</param>
/// <param name="Losses">The sum of squared residuals after each step.</param>
/// <param name="Elapsed">How long the steps took.</param>
internal sealed record Solution(string Name, Displacement Network, IReadOnlyList<double> Losses, TimeSpan Elapsed)
{
    /// <summary>u at a moment.</summary>
    public double At(double t)
    {
        Span<double> u = stackalloc double[1];
        Network.Forward([(2 * t / Oscillator.Duration) - 1], u);
        return u[0];
    }

    /// <summary>How far it is from the exact solution, at most.</summary>
    public double LargestError => Moments(1_000).Max(t => Math.Abs(At(t) - Oscillator.Exact(t)));

    /// <summary>Moments from 0 to the end.</summary>
    public static IEnumerable<double> Moments(int count) => Enumerable.Range(0, count).Select(i => Oscillator.Duration * i / (count - 1));
}
