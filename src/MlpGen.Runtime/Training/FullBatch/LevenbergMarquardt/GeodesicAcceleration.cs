using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Training;

/// <summary>The second-order correction of a step: along v the residuals are not straight, and ½·a bends the step with them.</summary>
/// <remarks>
/// (JᵀJ + μ)·a = −Jᵀ·R″, R″ = ∂²R/∂v² ≈ (R(θ + h·v) − 2·R(θ) + R(θ − h·v)) / h². Transtrum and Sethna, Improvements to the
/// Levenberg-Marquardt algorithm for nonlinear least-squares minimization (2012). Jᵀ·R″ is a backward pass with R″ in place of the loss's
/// gradient: two forward passes, one backward pass, and the factor that is there already.
/// </remarks>
internal sealed class GeodesicAcceleration<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>h: large enough for single precision, and small beside the step.</summary>
    private const double Distance = 0.1;

    /// <summary>2·‖a‖ / ‖v‖ above this, and the step is too long for such a correction.</summary>
    private const double Trusted = 0.75;

    private readonly SquaredErrors<TNetwork, T> _errors;
    private readonly ReadOnlyMemory<T> _inputs;
    private readonly T[] _point = new T[TNetwork.ParameterCount], _product = new T[TNetwork.ParameterCount];
    private readonly double[] _before, _behind, _acceleration = new double[TNetwork.ParameterCount];
    private readonly T[] _curvature;

    /// <param name="errors">The residuals.</param>
    /// <param name="inputs">Of all samples.</param>
    public GeodesicAcceleration(SquaredErrors<TNetwork, T> errors, ReadOnlyMemory<T> inputs)
    {
        _errors = errors;
        _inputs = inputs;
        _before = new double[errors.Count];
        _behind = new double[errors.Count];
        _curvature = new T[errors.Count];
    }

    /// <summary>v ← v + ½·a, if that is to be trusted.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="residuals">R(θ).</param>
    /// <param name="factor">That of JᵀJ + μ.</param>
    /// <param name="step">v.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Bend(ReadOnlySpan<T> parameters, ReadOnlySpan<double> residuals, CholeskyFactor factor, Span<double> step)
    {
        Residuals(parameters, step, Distance, _before);
        Residuals(parameters, step, -Distance, _behind);
        for (int i = 0; i < residuals.Length; i++)
        {
            // ∂R = s·∂y: the s of J, since the backward pass gives ∂y.
            _curvature[i] = T.CreateTruncating(_errors.ScaleOf(i / TNetwork.OutputSize) * (_before[i] - 2 * residuals[i] + _behind[i]) / (Distance * Distance));
        }

        _product.AsSpan().Clear();
        TNetwork.BackwardBatch(parameters, _inputs.Span, _curvature, _product);
        for (int p = 0; p < _product.Length; p++)
        {
            _acceleration[p] = -double.CreateTruncating(_product[p]);
        }

        factor.Solve(_acceleration, _acceleration);
        double ratio = 4 * DotProduct.Of<double>(_acceleration, _acceleration) / DotProduct.Of<double>(step, step);
        if (ratio <= Trusted * Trusted)
        {
            GradientSum.Add(step, _acceleration, 0.5);
        }
    }

    private void Residuals(ReadOnlySpan<T> parameters, ReadOnlySpan<double> step, double distance, Span<double> residuals)
    {
        for (int p = 0; p < step.Length; p++)
        {
            _point[p] = T.CreateTruncating(double.CreateTruncating(parameters[p]) + distance * step[p]);
        }

        _errors.Compute(_point, residuals);
    }
}
