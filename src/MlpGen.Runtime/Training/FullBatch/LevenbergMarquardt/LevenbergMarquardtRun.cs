using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Training;

/// <summary>The memory of one call of Fit by Levenberg-Marquardt, and its steps.</summary>
internal sealed class LevenbergMarquardtRun<TNetwork, T> : FullBatchRun<T>
    where TNetwork : ITrainableNetwork<TNetwork, T>, IParameterJacobianNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LevenbergMarquardtTrainer<TNetwork, T> _trainer;
    private readonly Penalty<T> _penalty;
    private readonly SquaredErrors<TNetwork, T> _errors;
    private readonly NormalEquations<TNetwork, T> _equations;
    private readonly CholeskyFactor _factor = new(TNetwork.ParameterCount);
    private readonly GeodesicAcceleration<TNetwork, T>? _geodesic;
    private readonly T[] _trial = new T[TNetwork.ParameterCount];
    private readonly double[] _gradient = new double[TNetwork.ParameterCount];
    private readonly double[] _curvature = new double[TNetwork.ParameterCount];
    private readonly double[] _diagonal = new double[TNetwork.ParameterCount];
    private readonly double[] _step = new double[TNetwork.ParameterCount];
    private double[] _residuals, _trialResiduals;
    private double _loss;
    private double _mu = double.NaN;
    private bool _hasEquations;

    /// <param name="trainer">Whose network is trained, and who remembers the damping.</param>
    /// <param name="training">What it learns.</param>
    /// <param name="loss">The squared error.</param>
    public LevenbergMarquardtRun(LevenbergMarquardtTrainer<TNetwork, T> trainer, DataSet<T> training, LossFunction loss)
    {
        _trainer = trainer;
        _penalty = new Penalty<T>(trainer.Options, TNetwork.Layers);
        _errors = new SquaredErrors<TNetwork, T>(training, loss);
        _equations = new NormalEquations<TNetwork, T>(training.Inputs, _errors);
        _geodesic = trainer.Options.GeodesicAcceleration ? new GeodesicAcceleration<TNetwork, T>(_errors, training.Inputs) : null;
        _residuals = new double[_errors.Count];
        _trialResiduals = new double[_errors.Count];
        _loss = _errors.Compute(trainer.Network.Parameters, _residuals);
    }

    public override double Loss => _loss;

    public override double StepSize => _mu;

    public override double LargestGradient(CancellationToken cancellation)
    {
        ComputeEquations(cancellation);
        return Math.Abs(_gradient[ParameterScan.Largest<double>(_gradient)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool TryStep(CancellationToken cancellation)
    {
        ComputeEquations(cancellation);
        Damping damping = _trainer.Damping;
        if (damping.Mu == 0)
        {
            damping = Damping.First(_trainer.Options.InitialDamping, LargestDiagonal());
        }

        Span<T> parameters = _trainer.Network.Parameters;
        double value = _loss + _penalty.Of(parameters);
        for (; double.IsFinite(damping.Mu); damping = damping.Raised())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!TrySolve(damping.Mu))
            {
                continue; // the jitter that a factor needs is the damping itself
            }

            double promised = Promised(damping.Mu);
            if (_geodesic is not null)
            {
                Evaluations += 2;
                _geodesic.Bend(parameters, _residuals, _factor, _step);
            }

            if (!TryMove(parameters))
            {
                return false; // no number is left to change
            }

            Evaluations++;
            double loss = _errors.Compute(_trial, _trialResiduals), gained = value - loss - _penalty.Of(_trial);
            if (gained > 0 && double.IsFinite(loss))
            {
                Accept(parameters, loss, damping.Mu);
                _trainer.Damping = damping.After(gained / promised);
                return true;
            }
        }

        return false;
    }

    public override void Dispose()
    {
    }

    /// <summary>JᵀJ and the gradient at the parameters of the network, with those of the penalty, if they are not there yet.</summary>
    private void ComputeEquations(CancellationToken cancellation)
    {
        if (_hasEquations)
        {
            return;
        }

        ReadOnlySpan<T> parameters = _trainer.Network.Parameters;
        _equations.Compute(parameters, _residuals, _gradient, cancellation);
        _curvature.AsSpan().Clear();
        _penalty.AddTo(parameters, _gradient, _curvature);
        _hasEquations = true;
    }

    private double LargestDiagonal()
    {
        double largest = 0;
        for (int p = 0; p < _curvature.Length; p++)
        {
            largest = Math.Max(largest, _equations.Matrix.At(p, p) + _curvature[p]);
        }

        return largest;
    }

    /// <summary>(JᵀJ + λ + μ)·δ = −g; false if rounding has left no positive definite matrix.</summary>
    private bool TrySolve(double mu)
    {
        for (int p = 0; p < _diagonal.Length; p++)
        {
            _diagonal[p] = _curvature[p] + mu;
            _step[p] = -_gradient[p];
        }

        if (!_factor.TryFactor(_equations.Matrix, _diagonal))
        {
            return false;
        }

        _factor.Solve(_step, _step);
        return true;
    }

    /// <summary>The decrease ½·δᵀ(μ·δ − g) that the linear model promises.</summary>
    private double Promised(double mu) => (mu * DotProduct.Of<double>(_step, _step) - DotProduct.Of<double>(_step, _gradient)) / 2;

    /// <summary>θ + δ; false if it is θ.</summary>
    private bool TryMove(ReadOnlySpan<T> parameters)
    {
        for (int p = 0; p < _step.Length; p++)
        {
            _trial[p] = T.CreateTruncating(double.CreateTruncating(parameters[p]) + _step[p]);
        }

        return !parameters.SequenceEqual(_trial);
    }

    private void Accept(Span<T> parameters, double loss, double mu)
    {
        _trial.CopyTo(parameters);
        (_residuals, _trialResiduals) = (_trialResiduals, _residuals);
        (_loss, _mu, _hasEquations) = (loss, mu, false);
    }
}
