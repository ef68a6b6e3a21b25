using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;
using MlpGen.Optimizers;

namespace Pinn;

/// <summary>Two ways to make the residuals small.</summary>
internal static class Solver
{
    /// <summary>Adam, by the gradient of the loss.</summary>
    /// <param name="seed">Of the first weights.</param>
    /// <param name="moments">Where the law of motion is asked for.</param>
    /// <param name="steps">How many; the learning rate falls over them.</param>
    public static Solution ByAdam(int seed, int moments, int steps)
    {
        var network = new Displacement(seed);
        var residuals = new Residuals(moments);
        double[] values = new double[residuals.Count], gradient = new double[Displacement.ParameterCount], losses = new double[steps];
        var optimizer = new Adam<double>(0.01);
        LearningRateSchedule schedule = LearningRateSchedule.Cosine(steps);
        long start = Stopwatch.GetTimestamp();
        for (int step = 0; step < steps; step++)
        {
            losses[step] = residuals.Compute(network.Parameters, values);
            Array.Clear(gradient);
            residuals.AddGradient(network.Parameters, values, gradient);
            optimizer.LearningRate = 0.01 * schedule.Factor(step);
            optimizer.Step(network.Parameters, gradient);
        }

        return new Solution("Adam", network, losses, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Levenberg-Marquardt, by the Jacobian of the residuals: θ moves by −(JᵀJ + μ)⁻¹·Jᵀr, and μ falls while that leads down.</summary>
    /// <param name="seed">Of the first weights.</param>
    /// <param name="moments">Where the law of motion is asked for.</param>
    /// <param name="steps">How many that lead down.</param>
    public static Solution ByLevenbergMarquardt(int seed, int moments, int steps)
    {
        var network = new Displacement(seed);
        var residuals = new Residuals(moments);
        int count = Displacement.ParameterCount;
        double[] values = new double[residuals.Count], rows = new double[residuals.Count * count], tried = new double[count];
        var losses = new List<double>(steps);
        double loss = residuals.Compute(network.Parameters, values), damping = 1e-2;
        long start = Stopwatch.GetTimestamp();
        while (losses.Count < steps && damping < 1e6)
        {
            residuals.Jacobian(network.Parameters, rows);
            Matrix<double> transposed = Matrix<double>.Build.Dense(count, residuals.Count, rows); // column by column: Jᵀ
            Matrix<double> squares = transposed.TransposeAndMultiply(transposed);
            Vector<double> slope = transposed * Vector<double>.Build.DenseOfArray(values);
            for (bool isLower = false; !isLower && damping < 1e6;)
            {
                Vector<double> step = (squares + (damping * Matrix<double>.Build.DenseIdentity(count))).Cholesky().Solve(slope);
                for (int p = 0; p < count; p++)
                {
                    tried[p] = network.Parameters[p] - step[p];
                }

                double next = residuals.Compute(tried, values);
                isLower = next < loss;
                damping = isLower ? Math.Max(damping / 3, 1e-13) : damping * 3;
                if (isLower)
                {
                    loss = next;
                    losses.Add(loss);
                    tried.CopyTo(network.Parameters);
                }
            }
        }

        return new Solution("Levenberg-Marquardt", network, losses, Stopwatch.GetElapsedTime(start));
    }
}
