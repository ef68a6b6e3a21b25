using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Training;

/// <summary>The memory of one call of Fit by L-BFGS, and its steps.</summary>
internal sealed class LbfgsRun<TNetwork, T> : FullBatchRun<T>, ILine
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly FullBatchLoss<TNetwork, T> _loss;
    private readonly LbfgsMemory<T> _memory;
    private readonly WolfeSearch _search;
    private readonly T[] _direction = new T[TNetwork.ParameterCount];
    private readonly T[] _trial = new T[TNetwork.ParameterCount];
    private T[] _gradient = new T[TNetwork.ParameterCount];
    private T[] _trialGradient = new T[TNetwork.ParameterCount];
    private double _value;
    private double _lossOfNetwork;
    private double _step = double.NaN;
    private CancellationToken _cancellation;

    /// <param name="network">What is trained.</param>
    /// <param name="training">What it learns.</param>
    /// <param name="memory">What is remembered of earlier steps.</param>
    /// <param name="options">How.</param>
    public LbfgsRun(TNetwork network, DataSet<T> training, LbfgsMemory<T> memory, LbfgsOptions options)
    {
        _network = network;
        _memory = memory;
        _loss = new FullBatchLoss<TNetwork, T>(training, new Penalty<T>(options, TNetwork.Layers), options.Shards, options.Threads);
        _search = new WolfeSearch(options.SufficientDecrease, options.Curvature, options.MaxEvaluations);
        _value = _loss.Compute(network.Parameters, _gradient);
        _lossOfNetwork = _loss.Loss;
    }

    public override double Loss => _lossOfNetwork;

    public override double StepSize => _step;

    public override double LargestGradient(CancellationToken cancellation) =>
        double.Abs(double.CreateTruncating(_gradient[ParameterScan.Largest<T>(_gradient)]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool TryStep(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        while (true)
        {
            _memory.Direction(_gradient, _direction);
            double slope = DotProduct.Of<T>(_gradient, _direction);
            if (slope < 0)
            {
                // The length of the first direction means nothing yet: no further than 1.
                double first = _memory.Count > 0 ? 1 : Math.Min(1, 1 / Math.Sqrt(-slope));
                LinePoint found = _search.Find(this, new LinePoint(0, _value, slope), first);
                if (found.Step > 0)
                {
                    MoveTo(found);
                    return true;
                }
            }

            if (_memory.Count == 0)
            {
                return false;
            }

            // What is remembered may be of elsewhere. Straight down there is a smaller value, or nowhere.
            _memory.Clear();
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public LinePoint At(double step)
    {
        _cancellation.ThrowIfCancellationRequested();
        Evaluations++;
        _network.Parameters.CopyTo(_trial);
        GradientSum.Add(_trial, _direction, T.CreateTruncating(step));
        double value = _loss.Compute(_trial, _trialGradient);
        return new LinePoint(step, value, DotProduct.Of<T>(_trialGradient, _direction));
    }

    public override void Dispose() => _loss.Dispose();

    /// <summary>Takes the step to the point that was computed last.</summary>
    private void MoveTo(LinePoint point)
    {
        // s = θ′ − θ as it was rounded, in the memory of the direction; y = g′ − g in that of the old gradient.
        Span<T> parameters = _network.Parameters;
        GradientSum.Set(_direction, parameters, -T.One);
        GradientSum.Add(_direction, _trial, T.One);
        GradientSum.Set(_gradient, _gradient, -T.One);
        GradientSum.Add(_gradient, _trialGradient, T.One);
        _memory.Add(_direction, _gradient);
        _trial.CopyTo(parameters);
        (_gradient, _trialGradient) = (_trialGradient, _gradient);
        (_value, _lossOfNetwork, _step) = (point.Value, _loss.Loss, point.Step);
    }
}
