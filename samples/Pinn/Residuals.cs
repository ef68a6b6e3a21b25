namespace Pinn;

/// <summary>How far a network is from solving the equation: what the law of motion leaves at some moments, and two conditions at t = 0. The loss is the sum of
/// their squares.</summary>
/// <remarks>The network reads s = 2t/T − 1, from −1 to 1. Along the direction v = ds/dt = 2/T its derivatives are derivatives by time:
/// u = y, u′ = ẏ, u″ = ÿ.</remarks>
internal sealed class Residuals
{
    private readonly double[] _inputs, _directions, _u, _velocities, _accelerations, _byU, _byVelocity, _byAcceleration;
    private readonly double _weight;

    /// <param name="moments">How many, evenly spread from 0 to the end.</param>
    public Residuals(int moments)
    {
        Count = moments + 2;
        _inputs = [.. Enumerable.Range(0, moments).Select(i => (2.0 * i / (moments - 1)) - 1)];
        _directions = new double[moments];
        Array.Fill(_directions, 2 / Oscillator.Duration);
        (_u, _velocities, _accelerations) = (new double[moments], new double[moments], new double[moments]);
        (_byU, _byVelocity, _byAcceleration) = (new double[moments], new double[moments], new double[moments]);
        _weight = 1 / Math.Sqrt(moments); // so that the sum over the moments is a mean
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The residuals.</summary>
    /// <returns>The sum of their squares.</returns>
    public double Compute(ReadOnlySpan<double> parameters, Span<double> residuals)
    {
        Displacement.DirectionalDerivativesBatch(parameters, _inputs, _directions, _u, _velocities, _accelerations);
        for (int i = 0; i < _u.Length; i++)
        {
            residuals[i] = _weight * Oscillator.Residual(_u[i], _velocities[i], _accelerations[i]);
        }

        residuals[^2] = _u[0] - 1;                              // it is let go at 1,
        residuals[^1] = _velocities[0] / Oscillator.Frequency;  // and not pushed
        double sum = 0;
        foreach (double residual in residuals)
        {
            sum += residual * residual;
        }

        return sum;
    }

    /// <summary>The gradient of the sum of squares: ∂L/∂u, ∂L/∂u′ and ∂L/∂u″ of each moment are all that the network needs to know of the equation.</summary>
    /// <param name="parameters">Of the network.</param>
    /// <param name="residuals">What <see cref="Compute"/> has left.</param>
    /// <param name="gradient">Added to.</param>
    public void AddGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, Span<double> gradient)
    {
        (double byU, double byVelocity, double byAcceleration) = Oscillator.Slopes;
        for (int i = 0; i < _u.Length; i++)
        {
            double twice = 2 * _weight * residuals[i];
            (_byU[i], _byVelocity[i], _byAcceleration[i]) = (twice * byU, twice * byVelocity, twice * byAcceleration);
        }

        _byU[0] += 2 * residuals[^2];
        _byVelocity[0] += 2 * residuals[^1] / Oscillator.Frequency;
        Displacement.DirectionalGradientBatch(parameters, _inputs, _directions, _byU, _byVelocity, _byAcceleration, gradient);
    }

    /// <summary>The Jacobian of the residuals, a row for each: the gradient of one residual is the gradient along its direction.</summary>
    /// <param name="parameters">Of the network.</param>
    /// <param name="rows">Overwritten.</param>
    public void Jacobian(ReadOnlySpan<double> parameters, Span<double> rows)
    {
        (double byU, double byVelocity, double byAcceleration) = Oscillator.Slopes;
        rows.Clear();
        for (int i = 0; i < _u.Length; i++)
        {
            Add(parameters, i, _weight * byU, _weight * byVelocity, _weight * byAcceleration, Row(rows, i));
        }

        Add(parameters, 0, 1, 0, 0, Row(rows, Count - 2));
        Add(parameters, 0, 0, 1 / Oscillator.Frequency, 0, Row(rows, Count - 1));
    }

    private void Add(ReadOnlySpan<double> parameters, int moment, double byU, double byVelocity, double byAcceleration, Span<double> row) =>
        Displacement.DirectionalGradient(parameters, _inputs.AsSpan(moment, 1), _directions.AsSpan(moment, 1), [byU], [byVelocity], [byAcceleration], row);

    private static Span<double> Row(Span<double> rows, int row) => rows.Slice(row * Displacement.ParameterCount, Displacement.ParameterCount);
}
