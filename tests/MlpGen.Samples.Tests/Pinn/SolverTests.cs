using Pinn;

namespace MlpGen.Samples.Tests.Pinn;

/// <summary>The equation is solved, by a network that is told nothing but the equation.</summary>
public class SolverTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Levenberg_Marquardt_finds_the_motion(int seed)
    {
        Solution solution = Solver.ByLevenbergMarquardt(seed, moments: 81, steps: 400);

        Assert.InRange(solution.LargestError, 0, 1e-3);
        Assert.Equal(solution.Losses.OrderDescending(), solution.Losses);
    }

    [Fact]
    public void Adam_goes_there_slowly()
    {
        Solution solution = Solver.ByAdam(seed: 1, moments: 81, steps: 2_000);

        Assert.InRange(solution.Losses[^1], 0, solution.Losses[0] / 10);
    }

    [Fact]
    public void The_exact_motion_leaves_nothing_over()
    {
        const double h = 1e-4;
        foreach (double t in Solution.Moments(50).Skip(1))
        {
            double before = Oscillator.Exact(t - h), at = Oscillator.Exact(t), after = Oscillator.Exact(t + h);

            Assert.InRange(Oscillator.Residual(at, (after - before) / (2 * h), (after - (2 * at) + before) / (h * h)), -1e-5, 1e-5);
        }

        Assert.Equal(1, Oscillator.Exact(0));
        Assert.InRange((Oscillator.Exact(h) - Oscillator.Exact(-h)) / (2 * h), -1e-6, 1e-6);
    }

    [Fact]
    public void Gradient_and_Jacobian_are_those_of_the_residuals()
    {
        var residuals = new Residuals(9);
        var network = new Displacement(3);
        int count = Displacement.ParameterCount;
        double[] values = new double[residuals.Count], rows = new double[residuals.Count * count], gradient = new double[count];
        residuals.Compute(network.Parameters, values);
        residuals.AddGradient(network.Parameters, values, gradient);
        residuals.Jacobian(network.Parameters, rows);

        double[] before = new double[residuals.Count], after = new double[residuals.Count], moved = new double[count];
        const double h = 1e-5;
        for (int p = 0; p < count; p++)
        {
            network.Parameters.CopyTo(moved);
            moved[p] -= h;
            double low = residuals.Compute(moved, before);
            moved[p] += 2 * h;
            double high = residuals.Compute(moved, after);

            Assert.InRange(gradient[p] - ((high - low) / (2 * h)), -1e-7, 1e-7);
            for (int i = 0; i < residuals.Count; i++)
            {
                Assert.InRange(rows[(i * count) + p] - ((after[i] - before[i]) / (2 * h)), -1e-7, 1e-7);
            }
        }
    }
}
